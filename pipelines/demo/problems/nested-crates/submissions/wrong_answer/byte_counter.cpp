// array stack, with the number of open crates kept next to the top
#include <cstdio>
#include <cstring>

static char stack_[256];

int main() {
    unsigned char top = 0;
    int open = 0, c, ok = 1;
    while ((c = getchar()) != EOF && c != '\n') {
        const char* p = strchr("([{", c);
        if (p) {
            stack_[top++] = ")]}"[p - "([{"];
            open++;
        } else {
            if (open == 0 || stack_[--top] != c) { ok = 0; break; }
            open--;
        }
    }
    puts(ok && open == 0 ? "YES" : "NO");
}

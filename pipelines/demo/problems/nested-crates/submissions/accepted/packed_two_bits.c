/* stack packed into 64-bit words, two bits per open crate */
#include <stdint.h>
#include <stdio.h>

static uint64_t word[100000 / 32 + 2];

int main(void) {
    int top = 0, c, ok = 1;
    while (ok && (c = getchar()) != EOF && c != '\n') {
        uint64_t code;
        int opening = 0;
        switch (c) {
            case '(': opening = 1; /* fall through */
            case ')': code = 1; break;
            case '[': opening = 1; /* fall through */
            case ']': code = 2; break;
            case '{': opening = 1; /* fall through */
            case '}': code = 3; break;
            default: continue;
        }
        if (opening) {
            word[top >> 5] |= code << 2 * (top & 31);
            top++;
        } else if (top == 0) {
            ok = 0;
        } else {
            top--;
            uint64_t have = word[top >> 5] >> 2 * (top & 31) & 3;
            if (have != code) ok = 0;
            word[top >> 5] &= ~((uint64_t)3 << 2 * (top & 31));
        }
    }
    puts(ok && top == 0 ? "YES" : "NO");
    return 0;
}

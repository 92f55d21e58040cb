// std::list with a cursor: erase a matching pair and step back
#include <cstdio>
#include <iterator>
#include <list>

static bool pair_up(char a, char b) {
    return (a == '(' && b == ')') || (a == '[' && b == ']') || (a == '{' && b == '}');
}

int main() {
    std::list<char> crates;
    for (int c; (c = std::getchar()) != EOF;)
        if (c > ' ') crates.push_back(static_cast<char>(c));
    auto it = crates.begin();
    while (it != crates.end()) {
        auto nx = std::next(it);
        if (nx == crates.end()) break;
        if (pair_up(*it, *nx)) {
            crates.erase(it);
            it = crates.erase(nx);
            if (it != crates.begin()) --it;
        } else {
            it = nx;
        }
    }
    std::puts(crates.empty() ? "YES" : "NO");
}

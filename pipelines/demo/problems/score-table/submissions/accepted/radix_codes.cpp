// names as 50-bit codes; counting sort passes of 2^10 over code and score
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>
using namespace std;
typedef uint64_t u64;

struct Item {
    u64 code;
    unsigned rest;      // 2^20 - 1 - score
};

template <class F>
void pass(vector<Item> &a, F digit) {
    vector<int> start(1025, 0);
    for (auto &x : a) start[digit(x) + 1]++;
    for (int d = 0; d < 1024; d++) start[d + 1] += start[d];
    vector<Item> b(a.size());
    for (auto &x : a) b[start[digit(x)]++] = x;
    a.swap(b);
}

int main() {
    cin.sync_with_stdio(false);
    int n;
    cin >> n;
    vector<Item> a(n);
    for (int i = 0; i < n; i++) {
        string s;
        unsigned p;
        cin >> s >> p;
        s.resize(10, '`');
        u64 c = 0;
        for (char ch : s) c = c << 5 | (u64)(ch - '`');
        a[i] = {c, (1u << 20) - 1 - p};
    }
    for (int sh = 0; sh < 50; sh += 10) pass(a, [sh](const Item &x) { return (int)(x.code >> sh & 1023); });
    for (int sh = 0; sh < 20; sh += 10) pass(a, [sh](const Item &x) { return (int)(x.rest >> sh & 1023); });
    string out;
    for (auto &x : a) {
        for (int sh = 45; sh >= 0; sh -= 5) {
            int c = (int)(x.code >> sh & 31);
            if (!c) break;
            out += (char)('`' + c);
        }
        out += ' ';
        out += to_string((1u << 20) - 1 - x.rest);
        out += '\n';
    }
    cout << out;
}

// std::sort with a comparison lambda
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;

struct Row {
    string name;
    int score;
};

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n;
    cin >> n;
    vector<Row> a(n);
    for (auto &r : a) cin >> r.name >> r.score;
    sort(a.begin(), a.end(), [](const Row &x, const Row &y) {
        if (x.score != y.score) return x.score > y.score;
        return x.name < y.name;
    });
    for (const auto &r : a) cout << r.name << ' ' << r.score << '\n';
}

// merge the smallest sign run into its neighbours until one gain is left, scanning the whole list each time
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <list>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int t;
    cin >> t;
    while (t--) {
        int n;
        cin >> n;
        long long top = -4e18, x;
        list<long long> runs;
        while (n--) {
            cin >> x;
            top = max(top, x);
            if (x == 0) continue;
            if (!runs.empty() && (runs.back() > 0) == (x > 0)) runs.back() += x;
            else runs.push_back(x);
        }
        if (top <= 0) {
            cout << top << "\n";
            continue;
        }
        auto gain = [](long long v) { return v > 0; };
        auto smaller = [](long long a, long long b) { return llabs(a) < llabs(b); };
        while (count_if(runs.begin(), runs.end(), gain) > 1) {
            if (!gain(runs.front())) { runs.pop_front(); continue; }
            if (!gain(runs.back())) { runs.pop_back(); continue; }
            auto it = min_element(runs.begin(), runs.end(), smaller);
            if (it != runs.begin()) { *it += *prev(it); runs.erase(prev(it)); }
            if (next(it) != runs.end()) { *it += *next(it); runs.erase(next(it)); }
        }
        cout << *max_element(runs.begin(), runs.end()) << "\n";
    }
}

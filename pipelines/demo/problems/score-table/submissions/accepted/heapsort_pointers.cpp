// classic heapsort with sift-down on an array of row numbers
#include <iostream>
#include <string>
#include <utility>
#include <vector>
using namespace std;

int n;
vector<string> who;
vector<int> pts;
vector<int> h;

bool later(int a, int b) {       // a stands below b in the table
    return pts[a] != pts[b] ? pts[a] < pts[b] : who[a] > who[b];
}

void sift(int i, int len) {
    while (2 * i + 1 < len) {
        int c = 2 * i + 1;
        if (c + 1 < len && later(h[c + 1], h[c])) c++;
        if (!later(h[c], h[i])) return;
        swap(h[c], h[i]);
        i = c;
    }
}

int main() {
    ios::sync_with_stdio(0);
    cin.tie(0);
    cin >> n;
    who.resize(n);
    pts.resize(n);
    for (int i = 0; i < n; ++i) {
        cin >> who[i] >> pts[i];
        h.push_back(i);
    }
    for (int i = n / 2 - 1; i >= 0; --i) sift(i, n);
    for (int len = n - 1; len > 0; --len) {
        swap(h[0], h[len]);
        sift(0, len);
    }
    for (int i : h) cout << who[i] << " " << pts[i] << "\n";
}

// binary search, the queue is a vector whose first car is erased when it boards
#include <iostream>
#include <vector>
using namespace std;

struct Car {
    long long weight;
    int number;
};

bool works(vector<Car> queue, int k, long long cap) {
    while (!queue.empty() && k > 0) {
        long long room = cap;
        while (!queue.empty() && queue.front().weight <= room) {
            room -= queue.front().weight;
            queue.erase(queue.begin());
        }
        k--;
    }
    return queue.empty();
}

int main() {
    int n, k;
    cin >> n >> k;
    vector<Car> w(n);
    long long lo = 0, hi = 0;
    for (int i = 0; i < n; i++) {
        cin >> w[i].weight;
        w[i].number = i + 1;
        hi += w[i].weight;
    }
    while (hi - lo > 1) {
        long long mid = (lo + hi) / 2;
        if (works(w, k, mid)) hi = mid;
        else lo = mid;
    }
    cout << hi << '\n';
}

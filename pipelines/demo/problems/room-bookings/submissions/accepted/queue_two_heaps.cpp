// two heaps: waiting by start, started by end; a finish empties the started heap
#include <functional>
#include <iostream>
#include <queue>
#include <vector>

using P = std::pair<int, int>;
template <class T> using MinHeap = std::priority_queue<T, std::vector<T>, std::greater<T>>;

int main() {
    int n = 0;
    std::cin.sync_with_stdio(false);
    std::cin >> n;
    MinHeap<P> waiting;
    for (int i = 0, s, e; i < n && std::cin >> s >> e; ++i) waiting.emplace(s, e);
    int rooms_used = 0;
    while (!waiting.empty()) {
        MinHeap<int> started;
        do {
            started.push(waiting.top().second);
            waiting.pop();
        } while (!waiting.empty() && waiting.top().first < started.top());
        ++rooms_used;
    }
    std::cout << rooms_used << '\n';
    return 0;
}

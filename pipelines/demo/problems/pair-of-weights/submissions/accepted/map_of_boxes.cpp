// ordered map from a weight to all its boxes; the lightest weight with a partner, and the first boxes of both
#include <iostream>
#include <map>
#include <string>
#include <vector>

std::string answer(std::map<int, std::vector<int>>& boxes, long long s) {
    for (auto& entry : boxes) {
        long long want = s - entry.first;
        if (want < entry.first) break;
        if (want > 1000000000LL) continue;
        std::vector<int>& mine = entry.second;
        if (want == entry.first) {
            if (mine.size() < 2) continue;
            return std::to_string(mine[0]) + " " + std::to_string(mine[1]);
        }
        auto it = boxes.find((int)want);
        if (it == boxes.end()) continue;
        int i = mine.front(), j = it->second.front();
        return i < j ? std::to_string(i) + " " + std::to_string(j) : std::to_string(j) + " " + std::to_string(i);
    }
    return "IMPOSSIBLE";
}

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    long long s;
    std::cin >> n >> s;
    std::map<int, std::vector<int>> boxes;
    for (int i = 1; i <= n; i++) {
        int v;
        std::cin >> v;
        boxes[v].push_back(i);
    }
    std::cout << answer(boxes, s) << std::endl;
}

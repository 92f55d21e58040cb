// exchange sort with whole structs
#include <iostream>
#include <string>
#include <utility>
#include <vector>
using namespace std;

struct Player {
    string name;
    int score;
};

bool wrongOrder(Player a, Player b) {
    if (a.score == b.score) return a.name > b.name;
    return a.score < b.score;
}

int main() {
    int n;
    cin >> n;
    vector<Player> p(n);
    for (int i = 0; i < n; i++) cin >> p[i].name >> p[i].score;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++)
            if (wrongOrder(p[i], p[j])) swap(p[i], p[j]);
    for (int i = 0; i < n; i++) cout << p[i].name << " " << p[i].score << endl;
}

// all pairs, small and simple
#include <cmath>
#include <cstdio>
#include <vector>

struct Pt { float x, y; };

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    std::vector<Pt> p(n);
    for (Pt &q : p)
        if (scanf("%f%f", &q.x, &q.y) != 2) return 1;
    float best = 1e30f;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++) {
            float dx = p[i].x - p[j].x, dy = p[i].y - p[j].y;
            if (dx * dx + dy * dy < best) best = dx * dx + dy * dy;
        }
    printf("%.8f\n", std::sqrt((double)best));
}

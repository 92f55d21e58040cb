// treap with split, printed by a recursive in-order walk
#include <cstdio>
#include <cstring>
#include <vector>

struct Node {
    char name[12];
    int score;
    unsigned pri;
    Node *l, *r;
};

bool above(const Node *a, const Node *b) {
    if (a->score != b->score) return a->score > b->score;
    return std::strcmp(a->name, b->name) < 0;
}

void split(Node *t, const Node *x, Node *&a, Node *&b) {
    if (!t) {
        a = b = nullptr;
    } else if (above(t, x)) {
        a = t;
        split(t->r, x, a->r, b);
    } else {
        b = t;
        split(t->l, x, a, b->l);
    }
}

void insert(Node *&t, Node *x) {
    if (!t || x->pri > t->pri) {
        split(t, x, x->l, x->r);
        t = x;
    } else if (above(x, t)) {
        insert(t->l, x);
    } else {
        insert(t->r, x);
    }
}

void show(const Node *t) {
    if (!t) return;
    show(t->l);
    std::printf("%s %d\n", t->name, t->score);
    show(t->r);
}

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 0;
    std::vector<Node> pool(n);
    Node *root = nullptr;
    unsigned seed = 2463534242u;
    for (Node &x : pool) {
        if (std::scanf("%11s %d", x.name, &x.score) != 2) return 0;
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        x.pri = seed;
        x.l = x.r = nullptr;
        insert(root, &x);
    }
    show(root);
}

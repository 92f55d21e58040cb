// monotonic stack (Cartesian tree): each node adds (value - parent value) on its whole range of positions
#include <algorithm>
#include <iostream>
#include <vector>

typedef long long ll;

static ll range(ll l, ll r) {  // l + (l+1) + ... + r
    return (l + r) * (r - l + 1) / 2;
}

int main() {
    std::ios_base::sync_with_stdio(false);
    std::cin.tie(0);
    int n;
    std::cin >> n;
    std::vector<ll> a(n + 2);
    for (int i = 1; i <= n; ++i) std::cin >> a[i];
    std::vector<int> st;
    ll ans = 0;
    for (int i = 1; i <= n + 1; ++i) {
        while (!st.empty() && (i == n + 1 || a[st.back()] >= a[i])) {
            int k = st.back();
            st.pop_back();
            int l = st.empty() ? 0 : st.back();
            ll parent = 0;
            if (l > 0 && i <= n) parent = std::max(a[l], a[i]);
            else if (l > 0) parent = a[l];
            else if (i <= n) parent = a[i];
            ans += (a[k] - parent) * range(l + 1, i - 1);
        }
        st.push_back(i);
    }
    std::cout << ans << std::endl;
}

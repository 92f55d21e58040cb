// linked list; after every removal look for the next pair from the head again
#include <iostream>
#include <iterator>
#include <list>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    list<char> l(s.begin(), s.end());
    bool again = true;
    while (again) {
        again = false;
        for (auto it = l.begin(); it != l.end() && next(it) != l.end(); ++it) {
            string two = {*it, *next(it)};
            if (two == "()" || two == "[]" || two == "{}") {
                it = l.erase(it);
                l.erase(it);
                again = true;
                break;
            }
        }
    }
    cout << (l.empty() ? "YES" : "NO") << endl;
}

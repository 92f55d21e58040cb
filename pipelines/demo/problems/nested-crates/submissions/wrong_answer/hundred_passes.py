# delete neighbouring pairs; a hundred passes reach deep enough
s = input().strip()
for _ in range(100):
    s = s.replace("()", "").replace("[]", "").replace("{}", "")
print("NO" if s else "YES")

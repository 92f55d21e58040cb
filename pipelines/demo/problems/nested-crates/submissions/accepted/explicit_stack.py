# explicit stack of the closers we are waiting for
s = input().strip()
partner = {'(': ')', '[': ']', '{': '}'}
waiting = []
answer = 'YES'
for ch in s:
    if ch in partner:
        waiting.append(partner[ch])
    elif not waiting or waiting.pop() != ch:
        answer = 'NO'
        break
if waiting:
    answer = 'NO'
print(answer)

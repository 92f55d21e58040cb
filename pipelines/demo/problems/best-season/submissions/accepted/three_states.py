# dp over three states of the day: season not begun, running, over
import sys

NO = -10**18

numbers = iter(sys.stdin.read().split())
answers = []
for _ in range(int(next(numbers))):
    before, running, over = 0, NO, NO
    for _ in range(int(next(numbers))):
        x = int(next(numbers))
        if running > over:
            over = running
        running = x + (before if before > running else running)
    answers.append(over if over > running else running)
sys.stdout.write("\n".join(map(str, answers)) + "\n")

# polynomial view: the checksum is the derivative of sum a_i x^i at x = 1, by Horner's double scheme
import sys

tokens = sys.stdin.read().split()
coefficients = tokens[1:]
x = 1
p = d = 0
while coefficients:
    d = d * x + p
    p = p * x + int(coefficients.pop())
# constant term of the polynomial is zero
d = d * x + p
print(d)

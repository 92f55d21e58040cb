// ternary digits of the position, kept as an odometer: one sum per digit place
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class TernaryIndex {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in)));
        in.nextToken();
        int n = (int) in.nval;
        int[] digit = new int[13];
        long[] place = new long[13];
        int top = 0;
        for (int i = 0; i < n; i++) {
            int p = 0;
            while (digit[p] == 2) digit[p++] = 0;
            digit[p]++;
            if (p > top) top = p;
            in.nextToken();
            long x = (long) in.nval;
            for (int k = 0; k <= top; k++) place[k] += digit[k] * x;
        }
        long answer = 0;
        for (int k = 12; k >= 0; k--) answer = 3 * answer + place[k];
        System.out.println(answer);
    }
}

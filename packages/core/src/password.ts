// Which passwords a guesser tries first. A rule instead of a list of millions: what is left of a password when words
// that everybody uses, runs, repeats and what is known of its owner are taken out must still be something.

// prettier-ignore
const everybodys = [
  "administrator", "admin", "root", "user", "guest", "test", "demo", "default", "login", "passwort", "password", "passwd", "pass", "secret", "changeme", "letmein",
  "welcome", "hello", "master", "access", "qwerty", "azerty", "iloveyou", "love", "dragon", "monkey", "football", "baseball", "sunshine", "princess", "superman",
  "batman", "shadow", "freedom", "whatever", "trustno", "spring", "summer", "autumn", "winter", "company", "shop", "store", "ebay", "paypal", "argosy",
  "woaini", "mima", "guanliyuan", "gongsi", "nihao", "shangbo", "密码", "密碼", "管理员", "管理員", "商舶",
].toSorted((a, b) => b.length - a.length);
const rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "!@#$%^&*()"];
const likeLetters: Readonly<Record<string, string>> = { "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i" };
const enough = 4; // characters of its own

/** Would a guesser try it early? `about` is what is known of the owner: e-mail, name, company. */
export function isEasyPassword(password: string, about: readonly string[]): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  if (/^(.{1,9}?)\1+$/u.test(plain)) return true;
  const known = about.flatMap((text) => text.normalize("NFKC").toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => [...word].length >= 3);
  const words = [...known.toSorted((a, b) => b.length - a.length), ...everybodys];
  const written = [...plain].map((c) => likeLetters[c] ?? c).join("");
  return [plain, written].some((text) => ownPart(text, words).length < enough);
}

/** Its letters and digits without words, runs of three and more, and the numbers people add before and behind. */
function ownPart(text: string, words: readonly string[]): string {
  const left = words.reduce((rest, word) => rest.replaceAll(word, " "), text);
  return withoutRuns([...left]).replace(/^[^\p{L}\p{N}]{0,4}\d{1,4}|\d{1,4}[^\p{L}\p{N}]{0,4}$/gu, "").replace(/[^\p{L}\p{N}]/gu, "");
}

function withoutRuns(text: readonly string[]): string {
  let kept = "";
  for (let from = 0; from < text.length; ) {
    const long = Math.max(...lines.map((follows) => runFrom(text, from, follows)));
    kept += long >= 3 ? " " : text[from];
    from += long >= 3 ? long : 1;
  }
  return kept;
}
type Follows = (a: string, b: string) => boolean;
/** The same key again, or one row of keys in one direction. */
const lines: readonly Follows[] = [(a, b) => a === b, ...rows.flatMap((row): Follows[] => [(a, b) => row.includes(a + b), (a, b) => row.includes(b + a)])];
function runFrom(text: readonly string[], from: number, follows: Follows): number {
  let to = from + 1;
  while (to < text.length && follows(text[to - 1]!, text[to]!)) to++;
  return to - from;
}

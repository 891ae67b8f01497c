import { expect, test } from "vitest";
import { isEasyPassword } from "./password.ts";

const about = ["ada.lovelace@analytical.example", "Ada Lovelace", "Analytical Engines 分析机"];
// prettier-ignore
test.each([
  ["aaaaaaaaaa", true], ["1212121212", true], ["1234567890", true], ["0987654321", true], ["abcdefghij", true], ["qwertyuiop", true], ["asdfghjkl1", true],
  ["1qaz2wsx3edc", true], ["password123", true], ["P@ssw0rd2026", true], ["Passwort1!", true], ["password password", true], ["letmein2026", true], ["welcome1234!", true],
  ["administrator", true], ["woaini1314520", true], ["管理员密码123456", true], ["Summer2026!!", true], ["iloveyou123", true], ["argosy2026", true], ["!@#$%^&*()", true],
  ["lovelace1815", true], ["analytical2026", true], ["AdaLovelace!", true], ["ada@analytical", true], ["分析机2026年abc", true],
  ["correct horse", false], ["correct horse battery", false], ["a long password", false], ["another horse", false], ["a new password", false],
  ["x8Zk-tQ4_mW2", false], ["8391027465028", false], ["我家门前有两棵枣树", false], ["lovelace and her cat", false], ["horse-staple-26", false],
])("%s is easy to guess: %s", (password, easy) => {
  expect(isEasyPassword(password, about)).toBe(easy);
});

// The pinyin initials of words, from the browser's own Chinese sort order: no table to load or to keep.
"use strict";
const initials = (() => {
  const letters = "abcdefghjklmnopqrstwxyz";
  const firsts = [..."阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥仨他屲夕丫帀"]; // the first character sorted under each letter
  const order = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
  const letter = (char) => {
    if (!/\p{Script=Han}/u.test(char)) return /[a-z0-9]/i.test(char) ? char.toLowerCase() : "";
    let at = firsts.length - 1;
    while (at > 0 && order.compare(char, firsts[at]) < 0) at -= 1;
    return letters[at];
  };
  return (words) => [...words].map(letter).join("");
})();

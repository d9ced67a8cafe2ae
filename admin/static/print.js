// A paper's one button: hand the page to the browser's own printing.
"use strict";
document.querySelector("[data-print]").addEventListener("click", () => print());

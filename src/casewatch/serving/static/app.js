// Keys of review, and selecting words in a report. Everything works without this file.
"use strict";
(() => {
  const typing = (e) => e.target instanceof HTMLElement &&
    (e.target.matches("input, textarea, select") || e.target.isContentEditable);

  document.addEventListener("keydown", (e) => {
    const page = document.getElementById("review");
    if (!page || e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
    const key = e.key;
    if (key === "?") {
      const help = document.getElementById("keys");
      help.open = !help.open;
      if (help.open) help.scrollIntoView({ block: "nearest" });
      e.preventDefault();
      return;
    }
    // A focused button or link keeps its own space and Enter.
    if (key === " " && e.target.closest("button, a, summary")) return;
    const button = [...page.querySelectorAll("button[data-key]")].find((b) => b.dataset.key === key);
    if (button) {
      e.preventDefault();
      button.click();
    }
  });

  // The text is shown in paragraphs; places are counted in code points of the whole text.
  const text = document.getElementById("text");
  const form = document.querySelector("form[data-when-selected]");
  if (!text || !form) return;
  const wanted = new URLSearchParams(location.search);
  for (const field of ["case", "fix"]) {
    const select = form.elements[field === "fix" ? "name" : field];
    if (wanted.get(field) && select) select.value = wanted.get(field);
  }
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    document.getElementById("fix").open = true;
    form.elements.span.value = `${start}-${end}`;
    form.querySelector(".selected").textContent = chosen.toString().slice(0, 120);
  });

  function place(node, offset) {
    const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-at]");
    if (!holder || !text.contains(holder)) return null;
    const before = document.createRange();
    before.setStart(holder, 0);
    before.setEnd(node, offset);
    return Number(holder.dataset.at) + [...before.toString()].length;
  }
})();

"use strict";
// For a page that is served while somebody writes: what is wrong now, files that open in the editor, and the newer page
// as soon as there is one. `served` stands above. Texts are those of the files: they are only ever set as text.
{
  const SECOND = 1000;
  const LOOK = {
    position: "fixed", inset: "auto 0 0 0", zIndex: "99", maxHeight: "40vh", overflow: "auto", padding: ".6rem 1rem",
    font: "14px/1.45 system-ui, sans-serif", color: "CanvasText", background: "Canvas", borderTop: "4px solid #d1242f",
    overflowWrap: "anywhere",
  };
  const panel = document.createElement("section");
  panel.id = "live";
  panel.setAttribute("role", "status");
  panel.hidden = true;
  Object.assign(panel.style, LOOK);
  document.body.append(panel);

  const controls = () => [...document.querySelectorAll("input[id], select[id]")];
  const isBox = (control) => control.type === "checkbox" || control.type === "radio";

  // VS Code takes file:line:column (VS Code docs, opening VS Code with URLs).
  function opener(where) {
    const made = document.createElement("a");
    made.textContent = where;
    made.href = `vscode://file/${encodeURIComponent(`${served.root}/${where}`).replace(/%2F/g, "/").replace(/%3A/g, ":")}`;
    made.title = "Open in the editor";
    return made;
  }

  function line(problem) {
    const made = document.createElement("p");
    made.style.margin = "0 0 .3rem";
    made.append(`${problem.severity} ${problem.code} `, opener(problem.where), ` ${problem.message}`);
    if (problem.fix) made.append(document.createElement("br"), problem.fix);
    return made;
  }

  function tell(trouble, problems) {
    panel.hidden = !trouble && !problems.length;
    const head = document.createElement("p");
    head.style.margin = "0 0 .3rem";
    head.style.fontWeight = "600";
    head.textContent = trouble;
    panel.replaceChildren(...(trouble ? [head] : []), ...problems.map(line));
  }

  // The browser itself goes back to where the page stood, but not to what was chosen in it.
  function reload() {
    const chosen = controls().map((control) => [control.id, isBox(control) ? control.checked : control.value]);
    sessionStorage.setItem("chosen", JSON.stringify(chosen));
    location.reload();
  }

  function choose() {
    for (const [id, value] of JSON.parse(sessionStorage.getItem("chosen") ?? "[]")) {
      const control = document.getElementById(id);
      if (!control || (isBox(control) ? control.checked : control.value) === value) continue;
      control[isBox(control) ? "checked" : "value"] = value;
      // The page may have nothing of that kind any more.
      if (control.selectedIndex === -1) control.selectedIndex = 0;
      for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
    }
    sessionStorage.removeItem("chosen");
  }

  let said = "";
  async function look() {
    try {
      const words = await (await fetch("/now", { cache: "no-store" })).text();
      const now = JSON.parse(words);
      if (now.tag !== served.tag) {
        reload();
        return;
      }
      if (words !== said) {
        tell(now.trouble, now.problems);
      }
      said = words;
    } catch {
      said = "";
      tell("contentsync review --serve has ended: start it again", []);
    }
    setTimeout(look, SECOND);
  }

  for (const code of document.querySelectorAll("code[dir=ltr]")) {
    if (/:\d+$/.test(code.textContent)) code.replaceChildren(opener(code.textContent));
  }
  choose();
  look();
}

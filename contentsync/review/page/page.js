"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const controls = document.querySelector(".controls");
  const posts = all(".post");
  const marks = all("[data-post]");
  const times = all("time");
  for (const time of times) time.dataset.own = time.textContent;
  for (const post of posts) post.dataset.words = post.textContent.toLowerCase();

  const value = (id) => find(id)?.value ?? "";

  function fits(post, wanted) {
    const { kind, profile, networks, words } = post.dataset;
    return (!wanted.kind || kind === wanted.kind)
      && (!wanted.profile || profile === wanted.profile)
      && (!wanted.network || networks.split(" ").includes(wanted.network))
      && (!wanted.branch || "branch" in post.dataset)
      && wanted.words.every((word) => words.includes(word));
  }

  function filter() {
    const wanted = {
      kind: value("f-kind"),
      profile: value("f-profile"),
      network: value("f-network"),
      branch: find("f-branch")?.checked,
      words: value("f-text").toLowerCase().split(/\s+/).filter(Boolean),
    };
    const shown = new Set(posts.filter((post) => fits(post, wanted)).map((post) => post.id));
    const isFinding = shown.size < posts.length;
    document.body.classList.toggle("finding", isFinding);
    for (const post of posts) {
      post.hidden = !shown.has(post.id);
      for (const card of post.querySelectorAll(".card")) {
        card.hidden = Boolean(wanted.network) && card.dataset.network !== wanted.network;
      }
    }
    for (const mark of marks) mark.hidden = !shown.has(mark.dataset.post);
    for (const rest of all(".rest-of-day")) rest.open = isFinding;
    for (const day of all(".day")) day.hidden = !day.querySelector("dd:not([hidden])");
    for (const section of all(".profile")) section.hidden = !section.querySelector(".post:not([hidden])");
    find("f-count").textContent = isFinding ? `${shown.size} of ${posts.length} shown` : "";
  }

  // Where there are pages, which of them is shown: the one with what the address leads to.
  const strip = document.querySelector(".many .tabs");
  function turn() {
    const there = document.querySelector(":target");
    const shown = there?.closest(".profile")?.id ?? (there?.id === "all" ? "all" : "summary");
    for (const tab of strip.querySelectorAll("a")) {
      if (tab.getAttribute("href") === `#${shown}`) {
        tab.setAttribute("aria-current", "page");
        strip.scrollLeft = tab.parentElement.offsetLeft - strip.offsetLeft;
      } else {
        tab.removeAttribute("aria-current");
      }
    }
  }

  // Going on to the posts leaves the address, and with it the page, as it is.
  function skip(event) {
    event.preventDefault();
    find("content").focus();
  }

  const day = { weekday: "short", day: "numeric", month: "short" };
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const shapes = { clock, whole: { ...day, year: "numeric", ...clock, timeZoneName: "short" } };

  function retime() {
    const chosen = value("f-zone");
    const zone = chosen === "viewer" ? undefined : chosen;
    for (const time of times) {
      const shape = shapes[time.dataset.shape];
      const at = new Date(time.dateTime);
      time.textContent = chosen ? at.toLocaleString("en-GB", { ...shape, timeZone: zone }) : time.dataset.own;
    }
  }

  controls.hidden = false;
  for (const id of ["f-text", "f-kind", "f-profile", "f-network", "f-branch"]) find(id)?.addEventListener("input", filter);
  find("f-zone").addEventListener("input", retime);
  document.querySelector(".skip").addEventListener("click", skip);
  if (strip) for (const name of ["load", "hashchange"]) addEventListener(name, turn);
})();

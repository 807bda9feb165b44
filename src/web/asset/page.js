// What a page does besides, where scripts run: nothing needs it. Browsers of 2020 read it.
(function () {
  "use strict";
  var doc = document, one = function (s, e) { return (e || doc).querySelector(s); };
  var all = function (s, e) { return Array.prototype.slice.call((e || doc).querySelectorAll(s)); };

  // A form sends what is filled in.
  all("form[method=get]").forEach(function (form) {
    form.addEventListener("submit", function () {
      var empty = all("input", form).filter(function (i) { return i.name !== "q" && !i.value && (i.type !== "radio" || i.checked); });
      empty.forEach(function (i) { i.disabled = true; });
      setTimeout(function () { empty.forEach(function (i) { i.disabled = false; }); }, 0);
    });
  });

  // Years: the links of the list lie over the bars too.
  var chart = one(".chart"), ns = "http://www.w3.org/2000/svg";
  if (chart) all("li a", chart.parentNode).forEach(function (link) {
    var year = +one("span", link).textContent, slots = +chart.getAttribute("data-slots");
    var place = slots - 1 - (chart.getAttribute("data-last") - year);
    if (!(place >= 0)) return;
    var a = doc.createElementNS(ns, "a"), title = doc.createElementNS(ns, "title"), rect = doc.createElementNS(ns, "rect");
    a.setAttribute("href", link.getAttribute("href"));
    a.setAttribute("tabindex", "-1");
    title.textContent = year + ": " + one("b", link).textContent;
    rect.setAttribute("x", place * 216 / slots);
    rect.setAttribute("width", 216 / slots);
    rect.setAttribute("height", 66);
    a.appendChild(title);
    a.appendChild(rect);
    chart.appendChild(a);
  });

  // The best passages open within the list.
  if (window.fetch && window.DOMParser) all("a[href*='/preview/']").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      var foot = link.parentNode, open = one(".passages", foot);
      link.setAttribute("aria-expanded", !open);
      if (open) return foot.removeChild(open);
      fetch(link.href).then(function (r) { return r.text(); }).then(function (text) {
        var found = one(".passages", new DOMParser().parseFromString(text, "text/html"));
        if (found) foot.appendChild(found); else location.href = link.href;
      }).catch(function () { location.href = link.href; });
    });
  });

  // Copying needs a secure context: elsewhere the text is selected by one click.
  if (isSecureContext && navigator.clipboard) all("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var text = one("#" + button.getAttribute("data-copy"));
      navigator.clipboard.writeText(text.textContent).then(function () {
        button.textContent = button.getAttribute("data-done") || button.textContent;
      });
    });
  });

  // Suggestions, never while an input method composes.
  var box = one("#q"), hints, chosen = -1, typed, timer, composing = false;
  var close = function () { if (hints) hints.parentNode.removeChild(hints); hints = null; chosen = -1; if (box) box.removeAttribute("aria-activedescendant"); };
  var show = function (texts, links) {
    close();
    if (!texts.length || doc.activeElement !== box) return;
    hints = doc.createElement("ul");
    hints.className = "hints";
    hints.id = "hints";
    hints.setAttribute("role", "listbox");
    texts.forEach(function (text, n) {
      var li = doc.createElement("li");
      li.id = "hint" + n;
      li.setAttribute("role", "option");
      li.textContent = text;
      li.addEventListener("mousedown", function (event) {
        event.preventDefault();
        if (links && links[n]) location.href = links[n];
        else { box.value = text; box.form.submit(); }
      });
      hints.appendChild(li);
    });
    box.form.appendChild(hints);
  };
  var ask = function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      var text = box.value.trim(), base = box.form.getAttribute("action");
      if (composing || !text) return close();
      fetch(base + "suggest?q=" + encodeURIComponent(text)).then(function (r) { return r.ok ? r.json() : null; }).then(function (found) {
        if (found && !composing && box.value.trim() === text) show(found[1] || [], found[3]);
      }).catch(close);
    }, 150);
  };
  if (box && window.fetch) {
    box.addEventListener("compositionstart", function () { composing = true; close(); });
    box.addEventListener("compositionend", function () { composing = false; ask(); });
    box.addEventListener("input", function (event) { if (!event.isComposing && !composing) ask(); });
    box.addEventListener("blur", close);
    box.addEventListener("keydown", function (event) {
      if (event.isComposing || event.keyCode === 229 || !hints) return;
      var items = hints.children, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") close();
      if (!step) return;
      event.preventDefault();
      if (chosen < 0) typed = box.value;
      chosen = (chosen + 1 + step + items.length + 1) % (items.length + 1) - 1;
      all("li", hints).forEach(function (li, n) { li.setAttribute("aria-selected", n === chosen); });
      box.value = chosen < 0 ? typed : items[chosen].textContent;
    });
  }

  // Keys: only where nothing is typed into.
  var current = -1;
  var go = function (selector) { var link = one(selector); if (link) link.click(); return !!link; };
  var step = function (by) {
    var links = all(".hits h3 a, .entries li a");
    if (!links.length) return;
    current = Math.min(Math.max(current + by, 0), links.length - 1);
    links[current].focus();
  };
  var mark = function (by) {
    var marks = all("mark[id]"), now = marks.map(function (m) { return "#" + m.id; }).indexOf(location.hash);
    var next = marks[now < 0 ? (by > 0 ? 0 : marks.length - 1) : (now + by + marks.length) % marks.length];
    if (next) location.replace("#" + next.id);
  };
  var keys = {
    "/": function () { if (box) { box.focus(); box.select(); } },
    j: function () { step(1); }, k: function () { step(-1); },
    n: function () { mark(1); }, p: function () { mark(-1); },
    "[": function () { go("a[rel=prev]"); }, "]": function () { go("a[rel=next]"); },
    u: function () { go(".back a"); },
    c: function () { var cite = one("#cite"); if (cite) location.hash = "cite"; },
    "?": function () { go("a[href*='help']"); }
  };
  doc.addEventListener("keydown", function (event) {
    var at = event.target, field = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    if (field || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    var run = keys[event.key];
    if (run) { event.preventDefault(); run(); }
  });
})();

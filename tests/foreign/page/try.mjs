// What a reader does with the page, in a browser: nothing is loaded, nothing from a draft runs, filters and keys work.
import { readFileSync } from "node:fs";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [, , folder, shots] = process.argv;
const address = (name) => `file://${folder}/${name}.html`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
let passed = 0;
let failed = 0;

/** Opens a page and tries something; whatever the console says or the network is asked for is a failure. */
async function attempt(what, name, { refused = false, ...options }, steps) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  page.on("dialog", (dialog) => { said.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (request.url() !== address(name)) said.push(`asks for ${request.url()}`); });
  try {
    await page.goto(address(name));
    await steps(page);
    const expected = (line) => refused && /Content Security Policy|asks for https:..example.org.x.png/.test(line);
    assert.deepEqual(said.filter((line) => !expected(line)), []);
    passed += 1;
    console.log(`ok      ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${what}\n${error.message.replace(/^/gm, "        ")}`);
  } finally {
    await context.close();
  }
}

const visible = (page, selector) => page.locator(`${selector}:visible`).count();
const focused = (page) => page.evaluate(() => document.activeElement.closest(".card")?.id ?? document.activeElement.className);
const numbers = (page) => page.evaluate(() => [...document.querySelectorAll(".card")].filter((card) => !card.hidden).map((card) => card.id));
const style = (page, selector, name) => page.locator(selector).first().evaluate((one, name) => getComputedStyle(one)[name], name);

await attempt("nothing is loaded, and nothing from a draft runs", "page", {}, async (page) => {
  assert.equal(await page.locator("script").count(), 1);
  assert.equal(await page.locator("main img, main script, main [onclick], main [style]").count(), 0);
  assert.equal(await page.locator("main a:not([href^='#'])").count(), 0);
  assert.ok((await page.locator("main").innerText()).includes("<U+202E>hidden"));
});

await attempt("the policy stops what an escape might let through", "page", { refused: true }, async (page) => {
  const blocked = await page.evaluate(() => new Promise((done) => {
    const seen = [];
    document.addEventListener("securitypolicyviolation", (event) => { seen.push(event.effectiveDirective); if (seen.length === 3) done(seen.sort()); });
    for (const [tag, text] of [["script", "window.ran = true"], ["style", "body { display: none }"]]) {
      const element = document.createElement(tag);
      element.textContent = text;
      document.body.append(element);
    }
    const image = new Image();
    image.src = "https://example.org/x.png";
    document.body.append(image);
    setTimeout(() => done(seen), 2000);
  }));
  assert.deepEqual(blocked, ["img-src", "script-src-elem", "style-src-elem"]);
  assert.equal(await page.evaluate(() => window.ran), undefined);
});

await attempt("severities filter, and every count follows", "page", {}, async (page) => {
  const all = (await numbers(page)).length;
  const warnings = await visible(page, ".card.warning");
  assert.ok(warnings > 5 && warnings < all);
  await page.uncheck("input[value=warning]");
  assert.equal(await visible(page, ".card"), all - warnings);
  assert.equal(await page.textContent("#shown"), `Showing ${all - warnings} of ${all}`);
  assert.equal(await visible(page, ".ref.warning"), 0);
  assert.equal(await style(page, "mark.warning", "textDecorationLine"), "none");
  const sum = await page.$$eval("td.warning", (cells) => cells.reduce((sum, cell) => sum + Number(cell.textContent), 0));
  assert.equal(sum, 0);
  assert.equal(await page.locator("input[value=doubled-word] ~ output").textContent(), "0");
});

await attempt("rules filter", "page", {}, async (page) => {
  await page.click(".filters summary");
  const count = Number(await page.locator("input[value=doubled-word] ~ output").textContent());
  const all = (await numbers(page)).length;
  await page.uncheck("input[value=doubled-word]");
  assert.equal((await numbers(page)).length, all - count);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".filters details[open]").count(), 0);
});

await attempt("keys go through the findings, open and close them", "page", {}, async (page) => {
  const ids = await numbers(page);
  await page.keyboard.press("j");
  assert.equal(await focused(page), ids[0]);
  for (const key of ["n", "ArrowDown", "j"]) await page.keyboard.press(key);
  assert.equal(await focused(page), ids[3]);
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  const open = () => page.$$eval(".card[open]", (cards) => cards.map((card) => card.id));
  assert.deepEqual(await open(), [ids[2]]);
  assert.equal(await page.locator("mark.current").count() > 0, true);
  await page.keyboard.press("Escape");
  assert.deepEqual(await open(), []);
  await page.keyboard.press("p");
  assert.equal(await focused(page), ids[1]);
  for (const _ of ids) await page.keyboard.press("j");
  assert.equal(await focused(page), ids[1], "it goes round");
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
});

await attempt("Tab reaches everything, with a visible focus", "one", {}, async (page) => {
  const seen = new Set();
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press("Tab");
    const [what, outline] = await page.evaluate(() => {
      const one = document.activeElement;
      return [one.id || one.value || one.className || one.closest(".card")?.id || one.tagName, getComputedStyle(one).outlineStyle];
    });
    if (what === "BODY") break;
    assert.notEqual(outline, "none", what);
    seen.add(what);
  }
  for (const wanted of ["skip", "theme", "error", "warning", "note", "f1", "f2"]) assert.ok(seen.has(wanted), `${wanted} of ${[...seen]}`);
});

await attempt("a mark opens its card, and the card leads back", "one", {}, async (page) => {
  await page.click("#m1");
  assert.equal(await page.locator("#f1[open].current").count(), 1);
  await page.click("#f1 .places a");
  assert.equal(await page.evaluate(() => location.hash), "#m1-1");
  await page.click(".ref[href='#f2']");
  await page.locator("#f2[open]").waitFor({ timeout: 5000 });
  await page.click("#f1 .rule");
  await page.locator(".explained details[open]").first().waitFor({ timeout: 5000 });
});

await attempt("a card is copied as text and marked as done", "one", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
  await page.click("#m2");
  await page.click("#f2 .copy-text");
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^2 Warning this says again what the story opened with\n25 of 32 words are the same\n2a ¶1, first said here: /);
  assert.match(text, /restated-lede/);
  assert.doesNotMatch(text, /Copy|Done/);
  await page.check("#f2 .done");
  assert.equal(await page.textContent("#shown"), "Showing 2 of 2, 1 done");
});

await attempt("a card stands beside its paragraph, on a narrow screen below", "one", {}, async (page) => {
  const boxes = async () => [await page.locator("#m1").boundingBox(), await page.locator("#f1").boundingBox()];
  const [mark, card] = await boxes();
  assert.ok(card.x > mark.x + mark.width && Math.abs(card.y - mark.y) < 24, JSON.stringify([mark, card]));
  await page.setViewportSize({ width: 400, height: 800 });
  const [above, below] = await boxes();
  assert.ok(below.y >= above.y + above.height && below.x < 60, JSON.stringify([above, below]));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
});

await attempt("severities differ in shape and not only in colour", "page", {}, async (page) => {
  const shapes = [];
  for (const name of ["error", "warning", "note", "other"]) shapes.push(await style(page, `main mark.${name}`, "textDecorationStyle"));
  assert.deepEqual(shapes, ["wavy", "dashed", "dotted", "solid"]);
});

await attempt("a line of the story holds about 66 characters", "one", {}, async (page) => {
  const long = page.locator("p.body", { hasText: "Islanders were quick" });
  const { height } = await long.boundingBox();
  const lines = Math.round(height / parseFloat(await style(page, "p.body", "lineHeight")));
  const words = (await long.textContent()).length;
  assert.ok(words / lines > 50 && words / lines < 75, `${words} in ${lines}`);
});

await attempt("dark and light follow the system and the button", "one", { colorScheme: "dark" }, async (page) => {
  const light = async () => (await style(page, "body", "backgroundColor")).match(/\d+/g).map(Number)[0] > 128;
  assert.equal(await light(), false);
  await page.click("#theme");
  assert.equal(await light(), true);
});

await attempt("without JavaScript every card is there, open", "page", { javaScriptEnabled: false }, async (page) => {
  const cards = await page.locator(".card").count();
  assert.equal(await page.locator(".card[open]").count(), cards);
  assert.equal(await visible(page, ".filters"), 0);
  await page.click(".ref >> nth=0");
  assert.ok(page.url().includes("#f"));
});

await attempt("less motion is respected", "one", { reducedMotion: "reduce" }, async (page) => {
  assert.equal(await style(page, "html", "scrollBehavior"), "auto");
});

await attempt("on paper the cards follow their story, opened and numbered", "one", {}, async (page) => {
  await page.emulateMedia({ media: "print" });
  const box = (selector) => page.locator(selector).boundingBox();
  const [last, card, next] = [await box(".boilerplate"), await box("#f1"), await box("#f2")];
  assert.ok(card.y > last.y + last.height - 1 && next.y > card.y, JSON.stringify([last, card, next]));
  assert.ok(await page.locator("#f1 .help").isVisible());
  const pdf = await page.pdf({ format: "A4", path: `${shots}/print.pdf` });
  assert.ok(pdf.length > 10_000 && pdf.subarray(0, 5).toString() === "%PDF-");
});

for (const colorScheme of ["light", "dark"]) {
  await attempt(`no serious fault for assistive technology (${colorScheme})`, "page", { colorScheme }, async (page) => {
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    // The page's policy holds against scripts of this test, too; a debugger's are let in.
    const axe = readFileSync(`${folder}/node_modules/axe-core/axe.min.js`, "utf8");
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run());
    const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
    assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`).join("; ")}`), []);
    console.log(`        others: ${violations.map(({ id, impact }) => `${id} (${impact})`).join(", ") || "none"}`);
  });
}

await attempt("a draft of 190 KB with 2,000 findings stays quick", "long", {}, async (page) => {
  assert.ok((await numbers(page)).length >= 2000);
  const times = await page.evaluate(() => {
    const time = (work) => { const from = performance.now(); work(); document.body.offsetHeight; return Math.round(performance.now() - from); };
    const box = document.querySelector("input[value=warning]");
    return { filter: time(() => box.click()), back: time(() => box.click()), step: time(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }))) };
  });
  console.log(`        milliseconds: ${JSON.stringify(times)}`);
  assert.ok(Object.values(times).every((time) => time < 4000));
});

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["narrow", { viewport: { width: 400, height: 800 } }],
]) {
  await attempt(`a screenshot: ${name}.png`, "page", options, async (page) => {
    for (const key of ["j", "j", "j", "Enter"]) await page.keyboard.press(key);
    await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
    await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  });
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

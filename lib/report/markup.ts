// What stands in the page before its script fills it.

/** The body, without the scripts. */
export const MARKUP = `<body>
<header>
<h1 id="title"></h1>
<p id="counts"></p>
<button type="button" id="theme" title="Light or dark">theme</button>
</header>
<p id="sources"></p>
<ul id="remarks"></ul>
<form id="filters" role="search" aria-label="Filter">
<input id="words" type="search" placeholder="words, such as ACCEPTED ( / )" aria-label="Words" spellcheck="false" autocomplete="off">
<select id="lane" aria-label="Lane"></select>
<label>from <input id="from" type="number" step="any" placeholder="0"></label>
<label>to <input id="to" type="number" step="any" placeholder="end"> s</label>
<button type="button" id="in-view" aria-pressed="false" title="List only what the drawing shows">in view</button>
<span id="kinds" role="group" aria-label="Kinds"></span>
</form>
<main>
<section id="picture" aria-label="Time line">
<div id="tools">
<button type="button" id="zoom-in" title="Zoom in (+)" aria-label="Zoom in">+</button>
<button type="button" id="zoom-out" title="Zoom out (-)" aria-label="Zoom out">−</button>
<button type="button" id="zoom-all" title="Show all (0)">all</button>
<span id="bands"></span>
</div>
<div id="chart"></div>
<div id="hint" role="tooltip" hidden></div>
</section>
<section id="detail" aria-live="polite" aria-label="What was chosen"></section>
<section id="list-box" aria-label="Events">
<p id="shown"></p>
<div id="list" role="listbox" tabindex="0" aria-label="Events"><div id="rows"></div></div>
<p id="keys">↑ ↓ or k j: step · Page ↑ ↓ · Home End · + − 0: zoom · ← →: move · /: words · Esc: clear<br>In the drawing: drag to zoom in, wheel to zoom, Shift and wheel to move, double click for all</p>
</section>
</main>
</body>`

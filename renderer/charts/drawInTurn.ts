const waiting: (() => void)[] = [];
let isBusy = false;

/**
 * Draws at once where nothing else is being drawn, else after it in a task of its own: a screen of many charts, or all of them in
 * other colours, would hold the page for as long as all of them take.
 *
 * @returns gives the turn up, if it has not come
 */
export function drawInTurn(draw: () => void): () => void {
  if (isBusy) waiting.push(draw);
  else {
    isBusy = true;
    setTimeout(drawNext);
    draw();
  }
  return () => {
    const at = waiting.indexOf(draw);
    if (at >= 0) waiting.splice(at, 1);
  };
}

function drawNext(): void {
  const draw = waiting.shift();
  isBusy = draw !== undefined;
  if (!draw) return;
  setTimeout(drawNext);
  draw();
}

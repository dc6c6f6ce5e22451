// Finds films on the map: the one under a finger, the next one in a direction, those of a title.

const MOST_TITLES = 6;

// "Amélie" and "AMELIE" are both "amelie".
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// The place of the film nearest to a point of the map, among those that pass; -1 where none is within reach.
export function nearestTo(films, passes, [x, y], reach = Infinity) {
  let [best, least] = [-1, reach ** 2];
  for (let place = 0; place < films.x.length; place++) {
    if (passes && !passes[place]) continue;
    const distance = (films.x[place] - x) ** 2 + (films.y[place] - y) ** 2;
    if (distance < least) [best, least] = [place, distance];
  }
  return best;
}

// The next film from another in a direction: near, and not far off the straight line.
export function nextFrom(films, passes, from, dx, dy) {
  let [best, least] = [-1, Infinity];
  for (let place = 0; place < films.x.length; place++) {
    if (place === from || (passes && !passes[place])) continue;
    const [x, y] = [films.x[place] - films.x[from], films.y[place] - films.y[from]];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 0 || aside > along) continue;
    if (along + 2 * aside < least) [best, least] = [place, along + 2 * aside];
  }
  return best;
}

// Places of the folded titles with these letters in them: the same title first, then those that begin so.
export function titled(folded, wanted) {
  if (!wanted) return [];
  const rank = (place) => (folded[place] === wanted ? 0 : folded[place].startsWith(wanted) ? 1 : 2);
  return [...folded.keys()]
    .filter((place) => folded[place].includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || folded[a].length - folded[b].length)
    .slice(0, MOST_TITLES);
}

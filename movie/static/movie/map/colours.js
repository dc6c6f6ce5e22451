// A colour for each film, by its first genre or by its decade, and the legend that explains them.

const HUES = {
  light: ["#2563b0", "#c2410c", "#15803d", "#9d174d", "#6d28d9", "#0e7490", "#a16207", "#be123c", "#4d7c0f", "#7c4a2d"],
  dark: ["#7ab2ff", "#ff9a5c", "#5fd38a", "#ff8fbf", "#b79cff", "#5cd4e6", "#f0c443", "#ff7d8e", "#b5dd5c", "#d3a583"],
};
const GREY = { light: "#8a8087", dark: "#84797f" };

export function scheme(films, by, words, dark) {
  return by === "decade" ? byDecade(films, words, dark) : byGenre(films, words, dark);
}

// {group: group of each film, colours: of each group, labels: of each group}
function byGenre(films, words, dark) {
  const mode = dark ? "dark" : "light";
  const counts = new Map();
  for (const [first] of films.genres) if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, HUES[mode].length).map(([genre]) => genre);
  const groupOf = new Map(frequent.map((genre, group) => [genre, group]));
  const group = films.genres.map(([first]) => groupOf.get(first) ?? frequent.length);
  return {
    group,
    colours: [...HUES[mode].slice(0, frequent.length), GREY[mode]],
    labels: [...frequent.map((genre) => films.names[genre]), words.other],
  };
}

function byDecade(films, words, dark) {
  const decade = films.years.map((year) => (year === null ? null : Math.floor(year / 10) * 10));
  const decades = [...new Set(decade.filter((value) => value !== null))].sort((a, b) => a - b);
  const groupOf = new Map(decades.map((value, group) => [value, group]));
  const colours = decades.map((_, place) => {
    const share = decades.length > 1 ? place / (decades.length - 1) : 1;
    return `hsl(${Math.round(260 + 150 * share) % 360} 75% ${dark ? 68 : 42}%)`;
  });
  return {
    group: decade.map((value) => (value === null ? decades.length : groupOf.get(value))),
    colours: [...colours, GREY[dark ? "dark" : "light"]],
    labels: [...decades.map((value) => words.decade.replace("{}", value)), words.unknown],
  };
}

export function showLegend(list, { group, colours, labels }) {
  const used = new Set(group);
  list.replaceChildren(
    ...labels.flatMap((label, place) => {
      if (!used.has(place)) return [];
      const item = document.createElement("li");
      const dot = document.createElement("span");
      dot.style.background = colours[place];
      item.append(dot, label);
      return [item];
    }),
  );
}

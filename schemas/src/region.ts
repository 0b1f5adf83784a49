/**
 * Where a computer stands: a closed tree, so that a mistyped region is refused instead of never
 * matching.
 */
import { Type } from "typebox";

const countries = {
  africa: ["algeria", "egypt", "kenya", "morocco", "nigeria", "senegal", "south-africa", "tunisia"],
  america: ["argentina", "brazil", "canada", "chile", "colombia", "mexico", "peru", "usa"],
  asia: [
    "china",
    "india",
    "indonesia",
    "israel",
    "japan",
    "korea",
    "malaysia",
    "singapore",
    "taiwan",
    "thailand",
    "turkey",
    "vietnam",
  ],
  europe: [
    "austria",
    "belgium",
    "bulgaria",
    "czechia",
    "denmark",
    "estonia",
    "finland",
    "france",
    "germany",
    "greece",
    "hungary",
    "iceland",
    "ireland",
    "italy",
    "latvia",
    "lithuania",
    "luxembourg",
    "netherlands",
    "norway",
    "poland",
    "portugal",
    "romania",
    "slovakia",
    "slovenia",
    "spain",
    "sweden",
    "switzerland",
    "ukraine",
    "united-kingdom",
  ],
  oceania: ["australia", "new-zealand"],
} as const;

/** Every region, the continents and `continent/country`. */
export const regions: readonly string[] = Object.entries(countries).flatMap(([continent, list]) => [
  continent,
  ...list.map((country) => `${continent}/${country}`),
]);

export const Region = Type.Enum([...regions]);

/** Whether `inner` is `outer` or lies within it: `europe/france` is within `europe`. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

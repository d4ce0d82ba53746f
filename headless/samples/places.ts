import type { Weighted } from './draw.ts';

interface City {
  readonly name: string;
  readonly province: string;
}
const PUNJAB = 'Punjab';
const SINDH = 'Sindh';
const KHYBER = 'Khyber Pakhtunkhwa';

/** Where the bank's customers live. */
export const CITIES: Weighted<City> = [
  [{ name: 'Karachi', province: SINDH }, 24],
  [{ name: 'Lahore', province: PUNJAB }, 20],
  [{ name: 'Faisalabad', province: PUNJAB }, 9],
  [{ name: 'Rawalpindi', province: PUNJAB }, 9],
  [{ name: 'Multan', province: PUNJAB }, 7],
  [{ name: 'Sialkot', province: PUNJAB }, 4],
  [{ name: 'Hyderabad', province: SINDH }, 4],
  [{ name: 'Peshawar', province: KHYBER }, 7],
  [{ name: 'Abbottabad', province: KHYBER }, 3],
  [{ name: 'Islamabad', province: 'Islamabad Capital Territory' }, 7],
  [{ name: 'Quetta', province: 'Balochistan' }, 4],
  [{ name: 'Mirpur', province: 'Azad Jammu & Kashmir' }, 2],
];
export const PROVINCES = [...new Set(CITIES.map(([city]) => city.province))];

/** The cities with some of them drawn more often, as many times as `favours` says. */
export function citiesFor(favours: Readonly<Record<string, number>>): Weighted<City> {
  return CITIES.map(([city, weight]) => [city, weight * (favours[city.name] ?? 1)] as const);
}

export const NATIONALITIES: Weighted<string> = [
  ['Pakistani', 974],
  ['British', 9],
  ['Afghan', 6],
  ['American', 5],
  ['Emirati', 3],
  ['Chinese', 3],
];
/** Some of those who live on money sent home have moved after it. */
export const RESIDENCES_OF_REMITTERS: Weighted<string> = [
  ['Pakistan', 88],
  ['United Arab Emirates', 7],
  ['Saudi Arabia', 5],
];

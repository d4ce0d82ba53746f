import { stream, type RandomStream } from '#engine/random';
import { CUSTOMER_TYPES, type CustomerType } from './customerTypes.ts';
import { chance, normalWithin, pick, poisson } from './draw.ts';
import { CITIES, citiesFor, NATIONALITIES, RESIDENCES_OF_REMITTERS } from './places.ts';

/** One synthetic customer; dates are Excel serials of the 1900 system, null where the fact does not apply. */
export interface Customer {
  readonly id: number;
  readonly isCompany: boolean;
  readonly occupation: string;
  readonly born: number | null;
  readonly gender: string | null;
  readonly isPep: boolean;
  readonly isHighNetWorthHousewife: boolean;
  readonly expectedVolume: number;
  readonly actualVolume: number;
  readonly averageBalance: number;
  readonly account: string;
  readonly financing: string;
  readonly channels: readonly string[];
  readonly nationality: string;
  readonly placeOfBirth: string;
  readonly residence: string;
  readonly province: string;
  readonly city: string;
  readonly since: number;
  readonly industry: string;
  readonly incorporated: number | null;
  readonly alerts: number;
  readonly nonFaceToFace: number;
  readonly remittances: number;
  readonly online: number;
  readonly cash: number;
  readonly isCtrMatch: boolean;
  readonly wasReported: boolean;
  readonly category: string;
}

/** 2024-12-31: the day the sheet was drawn up. */
const AS_OF = 45_657;
const DAYS_PER_YEAR = 365.25;
/** Some customers behave unlike the rest of their kind, so that the groups overlap as real ones do. */
const BEHAVES_LIKE_ANOTHER = 0.05;

/** Customer `index` of the book that belongs to `seed`, whatever the size of the book. */
export function drawCustomer(seed: number, index: number): Customer {
  const random = stream(seed, 'sample.customer', index);
  const type = pick(random, CUSTOMER_TYPES);
  const habits = chance(random, BEHAVES_LIKE_ANOTHER) ? pick(random, CUSTOMER_TYPES) : type;
  return {
    id: 100_000_000 + (((index + 1) * 48_271 * 37) % 899_999_963),
    isCompany: type.isCompany,
    ...person(random, type),
    ...home(random, type),
    ...money(random, type, habits),
    channels: channelsUsed(random, habits),
  };
}

function person(random: RandomStream, type: CustomerType) {
  const isWoman = chance(random, type.femaleShare);
  const occupation = occupationOf(random, type, isWoman);
  const age = normalWithin(random, ...type.age);
  const tenure = normalWithin(random, type.tenureYears[0], type.tenureYears[1], 0.1, Math.min(35, age - 17.5));
  return {
    occupation,
    gender: type.isCompany ? null : isWoman ? 'Female' : 'Male',
    born: type.isCompany ? null : Math.floor(AS_OF - age * DAYS_PER_YEAR),
    since: Math.floor(AS_OF - tenure * DAYS_PER_YEAR),
    incorporated: type.isCompany ? Math.floor(AS_OF - (tenure + 9 * random.uniform()) * DAYS_PER_YEAR) : null,
    isPep: occupation === 'Politician' ? chance(random, 0.9) : chance(random, type.pepShare),
    isHighNetWorthHousewife: occupation === 'Housewife' && chance(random, type.logBalance[0] > 15 ? 0.9 : 0.02),
    industry: pick(random, type.industries),
    category: pick(random, type.categories),
  };
}

function occupationOf(random: RandomStream, type: CustomerType, isWoman: boolean): string {
  for (;;) {
    const occupation = pick(random, type.occupations);
    if (isWoman || occupation !== 'Housewife') return occupation;
  }
}

function home(random: RandomStream, type: CustomerType) {
  const cities = citiesFor(type.favouredCities);
  const city = pick(random, cities);
  return {
    province: city.province,
    city: city.name,
    nationality: pick(random, NATIONALITIES),
    placeOfBirth: chance(random, 0.7) ? city.name : pick(random, CITIES).name,
    residence: type.logRemittance > 2 ? pick(random, RESIDENCES_OF_REMITTERS) : 'Pakistan',
  };
}

/** Volumes, balance and counts share how active a customer is; alerts follow what would raise them. */
function money(random: RandomStream, type: CustomerType, habits: CustomerType) {
  const activity = random.normal();
  const volume = Math.exp(type.logVolume[0] + type.logVolume[1] * (0.8 * activity + 0.6 * random.normal()));
  const over = Math.exp(habits.logOverDeclared[0] + habits.logOverDeclared[1] * random.normal());
  const balance = Math.exp(type.logBalance[0] + type.logBalance[1] * (0.5 * activity + 0.866 * random.normal()));
  const cash = eventCount(random, habits.logCash, activity);
  const alertRate = habits.alertRate * (over > 1.8 ? 3 : 1) * Math.exp(0.4 * activity);
  const alerts = poisson(random, alertRate);
  const suspicion = 1 + 2 * alerts;
  return {
    actualVolume: Math.round(volume * 100) / 100,
    expectedVolume: roundDeclared(volume / over),
    averageBalance: Math.round(balance),
    account: pick(random, type.accounts),
    financing: pick(random, type.financing),
    alerts,
    cash,
    online: eventCount(random, habits.logOnline, activity),
    nonFaceToFace: eventCount(random, habits.logNonFace, activity),
    remittances: eventCount(random, habits.logRemittance, 0.3 * activity),
    isCtrMatch: chance(random, habits.ctrShare * suspicion),
    wasReported: chance(random, habits.reportedShare * suspicion),
  };
}

/** Heavy-tailed transaction counts: a lognormal rate, less what rounds to nothing. */
function eventCount(random: RandomStream, logMean: number, activity: number): number {
  return Math.max(0, Math.round(Math.exp(logMean + 0.25 * activity + 0.35 * random.normal()) - 0.5));
}

/** People declare round figures: one or two leading digits. */
function roundDeclared(amount: number): number {
  const step = 10 ** Math.floor(Math.log10(amount)) / 2;
  return Math.max(10_000, Math.round(amount / step) * step);
}

function channelsUsed(random: RandomStream, habits: CustomerType): string[] {
  const used = Object.entries(habits.channels).filter(([, probability]) => chance(random, probability));
  return used.length ? used.map(([channel]) => channel) : ['Branch'];
}

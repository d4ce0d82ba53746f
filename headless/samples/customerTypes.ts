import type { Weighted } from './draw.ts';

/** How one kind of customer behaves. Amounts in rupees a year, counts in transactions a year, both on a log scale. */
export interface CustomerType {
  readonly share: number;
  readonly isCompany: boolean;
  readonly age: readonly [mean: number, sd: number, low: number, high: number];
  readonly femaleShare: number;
  readonly occupations: Weighted<string>;
  readonly industries: Weighted<string>;
  /** How many times more often than others they live there. */
  readonly favouredCities: Readonly<Record<string, number>>;
  readonly categories: Weighted<string>;
  readonly accounts: Weighted<string>;
  readonly financing: Weighted<string>;
  /** Probability that a customer uses each channel. */
  readonly channels: Readonly<Record<string, number>>;
  readonly tenureYears: readonly [mean: number, sd: number];
  readonly logVolume: readonly [mean: number, sd: number];
  /** Log of actual over declared volume. */
  readonly logOverDeclared: readonly [mean: number, sd: number];
  readonly logBalance: readonly [mean: number, sd: number];
  readonly logOnline: number;
  readonly logNonFace: number;
  readonly logCash: number;
  readonly logRemittance: number;
  readonly pepShare: number;
  readonly alertRate: number;
  readonly ctrShare: number;
  readonly reportedShare: number;
}

const NULL = 'NULL';

const salaried: CustomerType = {
  share: 34,
  isCompany: false,
  age: [37, 9, 22, 60],
  femaleShare: 0.24,
  occupations: [
    ['Salaried - Private', 66],
    ['Salaried - Government', 34],
  ],
  industries: [
    ['Banking & Finance', 22],
    ['Education', 24],
    ['Government', 32],
    ['IT Services', 22],
  ],
  favouredCities: { Karachi: 1.5, Lahore: 1.5, Rawalpindi: 2, Islamabad: 2 },
  categories: [
    ['Individual', 96],
    ['Joint', 4],
  ],
  accounts: [
    ['Salary Account', 82],
    ['Savings', 10],
    ['Current', 8],
  ],
  financing: [
    [NULL, 80],
    ['Credit Card', 12],
    ['Personal Loan', 8],
  ],
  channels: { ATM: 0.97, 'Mobile Banking': 0.92, 'Internet Banking': 0.85, 'Debit Card': 0.93, Branch: 0.08 },
  tenureYears: [7, 4],
  logVolume: [14.2, 0.55],
  logOverDeclared: [-0.12, 0.28],
  logBalance: [11.6, 0.8],
  logOnline: 4.3,
  logNonFace: 4.6,
  logCash: 2.6,
  logRemittance: -1.2,
  pepShare: 0.008,
  alertRate: 0.03,
  ctrShare: 0.001,
  reportedShare: 0.001,
};

const business: CustomerType = {
  share: 15,
  isCompany: true,
  age: [44, 9, 25, 72],
  femaleShare: 0.06,
  occupations: [
    ['Business', 78],
    ['Trader', 22],
  ],
  industries: [
    ['Textile', 32],
    ['Wholesale & Retail', 34],
    ['Construction', 18],
    ['Transport', 16],
  ],
  favouredCities: { Karachi: 2.5, Faisalabad: 4, Sialkot: 4 },
  categories: [
    ['Corporate', 58],
    ['Sole Proprietor', 42],
  ],
  accounts: [
    ['Current', 86],
    ['Business Account', 14],
  ],
  financing: [
    [NULL, 48],
    ['Running Finance', 36],
    ['Term Finance', 16],
  ],
  channels: { Branch: 0.97, 'Internet Banking': 0.9, 'Mobile Banking': 0.15, ATM: 0.08, 'Cash Management': 0.3 },
  tenureYears: [9, 5],
  logVolume: [17.6, 0.95],
  logOverDeclared: [0.02, 0.42],
  logBalance: [14.2, 1],
  logOnline: 4.7,
  logNonFace: 4.4,
  logCash: 3.9,
  logRemittance: 0.9,
  pepShare: 0.015,
  alertRate: 0.16,
  ctrShare: 0.006,
  reportedShare: 0.005,
};

const youth: CustomerType = {
  share: 14,
  isCompany: false,
  age: [21, 2.1, 18, 27],
  femaleShare: 0.42,
  occupations: [
    ['Student', 92],
    ['Freelancer', 8],
  ],
  industries: [
    [NULL, 92],
    ['IT Services', 8],
  ],
  favouredCities: { Lahore: 3, Islamabad: 3 },
  categories: [['Individual', 100]],
  accounts: [
    ['Asaan Account', 80],
    ['Savings', 12],
    ['Digital Account', 8],
  ],
  financing: [[NULL, 100]],
  channels: {
    'Mobile Banking': 0.99,
    ATM: 0.25,
    'Debit Card': 0.25,
    Wallet: 0.92,
    'Internet Banking': 0.06,
    Branch: 0.03,
  },
  tenureYears: [2, 1.2],
  logVolume: [11.6, 0.55],
  logOverDeclared: [0.1, 0.45],
  logBalance: [8.6, 0.8],
  logOnline: 5.1,
  logNonFace: 5.3,
  logCash: 0.4,
  logRemittance: -1.4,
  pepShare: 0.002,
  alertRate: 0.03,
  ctrShare: 0.0005,
  reportedShare: 0.001,
};

const wealthy: CustomerType = {
  share: 7,
  isCompany: false,
  age: [54, 9, 32, 82],
  femaleShare: 0.34,
  occupations: [
    ['Landlord', 40],
    ['Business', 26],
    ['Housewife', 20],
    ['Politician', 14],
  ],
  industries: [
    ['Real Estate', 52],
    ['Agriculture', 20],
    [NULL, 28],
  ],
  favouredCities: { Karachi: 4, Lahore: 4, Islamabad: 3 },
  categories: [
    ['Individual', 70],
    ['Joint', 30],
  ],
  accounts: [
    ['Priority Banking', 82],
    ['Current', 18],
  ],
  financing: [
    [NULL, 76],
    ['Credit Card', 24],
  ],
  channels: {
    Branch: 0.95,
    'Internet Banking': 0.75,
    'Mobile Banking': 0.4,
    'Debit Card': 0.8,
    'Relationship Manager': 0.88,
    ATM: 0.3,
  },
  tenureYears: [12, 5],
  logVolume: [16.8, 0.75],
  logOverDeclared: [0.15, 0.4],
  logBalance: [15.9, 0.8],
  logOnline: 3.3,
  logNonFace: 3.1,
  logCash: 3,
  logRemittance: 0.6,
  pepShare: 0.2,
  alertRate: 0.2,
  ctrShare: 0.004,
  reportedShare: 0.008,
};

const cashHeavy: CustomerType = {
  share: 14,
  isCompany: false,
  age: [41, 11, 20, 70],
  femaleShare: 0.18,
  occupations: [
    ['Self Employed', 44],
    ['Overseas Family', 36],
    ['Trader', 20],
  ],
  industries: [
    ['Wholesale & Retail', 44],
    ['Transport', 22],
    [NULL, 34],
  ],
  favouredCities: { Peshawar: 5, Mirpur: 12, Quetta: 4, Multan: 2 },
  categories: [
    ['Individual', 86],
    ['Sole Proprietor', 14],
  ],
  accounts: [
    ['Current', 54],
    ['Remittance Account', 46],
  ],
  financing: [[NULL, 100]],
  channels: { Branch: 0.98, ATM: 0.3, 'Mobile Banking': 0.12, 'Home Remittance': 0.82, 'Debit Card': 0.15 },
  tenureYears: [5, 3.5],
  logVolume: [15.4, 0.75],
  logOverDeclared: [0.5, 0.5],
  logBalance: [11.5, 1],
  logOnline: 2.2,
  logNonFace: 2.3,
  logCash: 5,
  logRemittance: 2.9,
  pepShare: 0.01,
  alertRate: 0.42,
  ctrShare: 0.018,
  reportedShare: 0.012,
};

const dormant: CustomerType = {
  share: 16,
  isCompany: false,
  age: [61, 9, 38, 88],
  femaleShare: 0.46,
  occupations: [
    ['Pensioner', 74],
    ['Housewife', 26],
  ],
  industries: [[NULL, 100]],
  favouredCities: { Multan: 4, Hyderabad: 4, Abbottabad: 4 },
  categories: [
    ['Individual', 90],
    ['Joint', 10],
  ],
  accounts: [
    ['Savings', 48],
    ['Pension Account', 52],
  ],
  financing: [[NULL, 100]],
  channels: { Branch: 0.96, ATM: 0.12, 'Debit Card': 0.04 },
  tenureYears: [15, 6],
  logVolume: [12.1, 0.85],
  logOverDeclared: [-0.5, 0.5],
  logBalance: [11.1, 1.1],
  logOnline: 0.1,
  logNonFace: 0.2,
  logCash: 1.2,
  logRemittance: -0.6,
  pepShare: 0.008,
  alertRate: 0.015,
  ctrShare: 0.001,
  reportedShare: 0.001,
};

export const CUSTOMER_TYPES: Weighted<CustomerType> = [salaried, business, youth, wealthy, cashHeavy, dormant].map(
  type => [type, type.share] as const,
);

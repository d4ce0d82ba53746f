import type { Weighted } from './draw.ts';

/** How one kind of customer behaves. Amounts in rupees a year, counts in transactions a year, both on a log scale. */
export interface CustomerType {
  readonly share: number;
  readonly isCompany: boolean;
  readonly age: readonly [mean: number, sd: number, low: number, high: number];
  readonly femaleShare: number;
  readonly occupations: Weighted<string>;
  readonly industries: Weighted<string>;
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
    ['Salaried - Private', 58],
    ['Salaried - Government', 27],
    ['Armed Forces', 6],
    ['Teacher', 9],
  ],
  industries: [
    ['Banking & Finance', 14],
    ['Education', 15],
    ['Telecom', 9],
    ['Government', 24],
    ['Health', 12],
    ['IT Services', 14],
    ['Textile', 12],
  ],
  categories: [
    ['Individual', 93],
    ['Joint', 7],
  ],
  accounts: [
    ['Salary Account', 62],
    ['Savings', 22],
    ['Current', 16],
  ],
  financing: [
    [NULL, 72],
    ['Credit Card', 15],
    ['Personal Loan', 9],
    ['Car Financing', 4],
  ],
  channels: {
    ATM: 0.93,
    'Mobile Banking': 0.78,
    'Internet Banking': 0.46,
    'Debit Card': 0.82,
    Branch: 0.2,
    'Call Centre': 0.12,
  },
  tenureYears: [7, 4],
  logVolume: [14.2, 0.55],
  logOverDeclared: [-0.12, 0.28],
  logBalance: [11.6, 0.8],
  logOnline: 4.3,
  logNonFace: 4.6,
  logCash: 2.2,
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
    ['Business', 60],
    ['Trader', 22],
    ['Manufacturer', 18],
  ],
  industries: [
    ['Textile', 24],
    ['Construction', 15],
    ['Rice Export', 9],
    ['Wholesale & Retail', 24],
    ['Cement', 4],
    ['IT Services', 8],
    ['Transport', 10],
    ['Jewellery', 6],
  ],
  categories: [
    ['Corporate', 46],
    ['Sole Proprietor', 40],
    ['Partnership', 14],
  ],
  accounts: [
    ['Current', 78],
    ['Business Account', 22],
  ],
  financing: [
    [NULL, 44],
    ['Running Finance', 30],
    ['Term Finance', 15],
    ['Export Refinance', 11],
  ],
  channels: {
    Branch: 0.9,
    'Internet Banking': 0.74,
    'Mobile Banking': 0.35,
    ATM: 0.2,
    'Cash Management': 0.4,
    'Call Centre': 0.08,
  },
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
    ['Student', 82],
    ['Freelancer', 18],
  ],
  industries: [
    [NULL, 80],
    ['IT Services', 14],
    ['Education', 6],
  ],
  categories: [['Individual', 100]],
  accounts: [
    ['Asaan Account', 55],
    ['Savings', 25],
    ['Digital Account', 20],
  ],
  financing: [
    [NULL, 98],
    ['Credit Card', 2],
  ],
  channels: {
    'Mobile Banking': 0.96,
    ATM: 0.7,
    'Debit Card': 0.75,
    Wallet: 0.55,
    'Internet Banking': 0.2,
    Branch: 0.05,
  },
  tenureYears: [2, 1.2],
  logVolume: [12, 0.7],
  logOverDeclared: [0.1, 0.45],
  logBalance: [8.9, 0.9],
  logOnline: 4.6,
  logNonFace: 4.9,
  logCash: 1.2,
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
    ['Landlord', 24],
    ['Business', 30],
    ['Housewife', 22],
    ['Politician', 10],
    ['Senior Executive', 14],
  ],
  industries: [
    ['Real Estate', 34],
    ['Agriculture', 20],
    [NULL, 24],
    ['Textile', 10],
    ['Banking & Finance', 12],
  ],
  categories: [
    ['Individual', 78],
    ['Joint', 22],
  ],
  accounts: [
    ['Priority Banking', 58],
    ['Current', 24],
    ['Foreign Currency', 18],
  ],
  financing: [
    [NULL, 66],
    ['Credit Card', 18],
    ['House Financing', 16],
  ],
  channels: {
    Branch: 0.85,
    'Internet Banking': 0.5,
    'Mobile Banking': 0.55,
    'Debit Card': 0.6,
    'Relationship Manager': 0.7,
    ATM: 0.4,
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
    ['Self Employed', 34],
    ['Trader', 24],
    ['Overseas Family', 26],
    ['Agriculturist', 16],
  ],
  industries: [
    ['Wholesale & Retail', 36],
    ['Agriculture', 22],
    ['Transport', 14],
    ['Real Estate', 12],
    [NULL, 16],
  ],
  categories: [
    ['Individual', 80],
    ['Sole Proprietor', 20],
  ],
  accounts: [
    ['Current', 58],
    ['Savings', 24],
    ['Remittance Account', 18],
  ],
  financing: [
    [NULL, 92],
    ['Agri Finance', 8],
  ],
  channels: { Branch: 0.95, ATM: 0.5, 'Mobile Banking': 0.28, 'Home Remittance': 0.6, 'Debit Card': 0.3 },
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
    ['Pensioner', 52],
    ['Housewife', 36],
    ['Agriculturist', 12],
  ],
  industries: [
    [NULL, 90],
    ['Agriculture', 10],
  ],
  categories: [
    ['Individual', 86],
    ['Joint', 14],
  ],
  accounts: [
    ['Savings', 66],
    ['Pension Account', 34],
  ],
  financing: [
    [NULL, 99],
    ['Personal Loan', 1],
  ],
  channels: { Branch: 0.88, ATM: 0.45, 'Debit Card': 0.12 },
  tenureYears: [15, 6],
  logVolume: [12.1, 0.85],
  logOverDeclared: [-0.5, 0.5],
  logBalance: [11.1, 1.1],
  logOnline: 0.1,
  logNonFace: 0.2,
  logCash: 1.9,
  logRemittance: -0.6,
  pepShare: 0.008,
  alertRate: 0.015,
  ctrShare: 0.001,
  reportedShare: 0.001,
};

export const CUSTOMER_TYPES: Weighted<CustomerType> = [salaried, business, youth, wealthy, cashHeavy, dormant].map(
  type => [type, type.share] as const,
);

import type { Weighted } from './draw.ts';

interface Province {
  readonly name: string;
  readonly cities: Weighted<string>;
}
const province = (name: string, cities: Weighted<string>): Province => ({ name, cities });

export const PROVINCES: Weighted<Province> = [
  [
    province('Punjab', [
      ['Lahore', 42],
      ['Faisalabad', 17],
      ['Rawalpindi', 16],
      ['Multan', 11],
      ['Gujranwala', 8],
      ['Sialkot', 6],
    ]),
    47,
  ],
  [
    province('Sindh', [
      ['Karachi', 80],
      ['Hyderabad', 13],
      ['Sukkur', 7],
    ]),
    29,
  ],
  [
    province('Khyber Pakhtunkhwa', [
      ['Peshawar', 55],
      ['Mardan', 23],
      ['Abbottabad', 22],
    ]),
    11,
  ],
  [province('Islamabad Capital Territory', [['Islamabad', 1]]), 6],
  [
    province('Balochistan', [
      ['Quetta', 88],
      ['Gwadar', 12],
    ]),
    4,
  ],
  [
    province('Azad Jammu & Kashmir', [
      ['Mirpur', 60],
      ['Muzaffarabad', 40],
    ]),
    2,
  ],
  [province('Gilgit-Baltistan', [['Gilgit', 1]]), 1],
];
/** Home of people who live on money sent from abroad, more often than of others. */
export const REMITTANCE_PROVINCES: Weighted<Province> = PROVINCES.map(([value, weight]) => {
  const factor = value.name === 'Azad Jammu & Kashmir' ? 6 : value.name === 'Khyber Pakhtunkhwa' ? 2.2 : 1;
  return [value, weight * factor] as const;
});

export const NATIONALITIES: Weighted<string> = [
  ['Pakistani', 974],
  ['British', 9],
  ['Afghan', 6],
  ['American', 5],
  ['Emirati', 3],
  ['Chinese', 3],
];
export const RESIDENCES: Weighted<string> = [
  ['Pakistan', 955],
  ['United Arab Emirates', 18],
  ['Saudi Arabia', 13],
  ['United Kingdom', 9],
  ['Oman', 5],
];

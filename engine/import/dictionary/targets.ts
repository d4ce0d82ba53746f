import type { Concept } from './Concept.ts';

/** What happened afterwards: known for the past only, so never an input. */
export const TARGETS: readonly Concept[] = [
  {
    id: 'churned',
    title: 'Left the bank',
    aliases: ['exited', 'churn', 'churned', 'attrited', 'attritionflag', 'isexited'],
    role: 'target',
    kind: 'boolean',
  },
  {
    id: 'defaulted',
    title: 'Defaulted',
    aliases: [
      'defaultpaymentnextmonth',
      'defaulted',
      'isdefault',
      'defaultflag',
      'loandefault',
      'loanstatus',
      'badflag',
    ],
    role: 'target',
    kind: 'boolean',
  },
  {
    id: 'responded',
    title: 'Responded',
    aliases: ['response', 'responded', 'y', 'subscribed', 'converted'],
    role: 'target',
    kind: 'boolean',
  },
  {
    id: 'labelled',
    title: 'Label',
    aliases: ['class', 'label', 'target', 'outcome', 'risklabel', 'isfraud', 'fraud'],
    role: 'target',
    kind: null,
  },
];

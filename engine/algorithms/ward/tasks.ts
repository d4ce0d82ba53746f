import { findDistinctRows } from './distinctRows.ts';
import { joinLeaves } from './joinLeaves.ts';

export const WARD_TASKS = { 'ward.distinct': findDistinctRows, 'ward.join': joinLeaves };

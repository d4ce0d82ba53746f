import {
  ANSWER,
  type DerivedNumber,
  type ExportBody,
  type ExportInput,
  type ExportPlan,
  type PointFeature,
} from '../export/ExportPlan.ts';
import { expressionXml } from './expressionXml.ts';
import { treesXml } from './treesXml.ts';
import { tag, textArray } from './xml.ts';

export const PMML = 'PMML';
/** Field of what the body answers. */
const TARGET = 'target';
const DATA_TYPES = { number: 'double', boolean: 'boolean', date: 'date', category: 'string' };

/**
 * A plan as PMML 4.4: data dictionary, transformations, model, and output fields up to what the model says.
 * Source: Data Mining Group, PMML 4.4.1.
 */
export function writePmml(plan: ExportPlan): string {
  const { title, appVersion, inputs, body } = plan;
  const fields = inputs.map(dataField);
  if (body.is !== 'centers') fields.push(tag('DataField', { name: TARGET, optype: 'continuous', dataType: 'double' }));
  const pmml = tag(
    'PMML',
    { xmlns: 'http://www.dmg.org/PMML-4_4', version: '4.4' },
    tag('Header', { description: title }, tag('Application', { name: 'Tessera', version: appVersion })),
    tag('DataDictionary', { numberOfFields: fields.length }, ...fields),
    modelXml(plan),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${pmml}\n`;
}

function dataField({ name, kind, levels, missing }: ExportInput): string {
  const optype = kind === 'number' ? 'continuous' : 'categorical';
  const values = [
    ...(levels ?? []).map(value => tag('Value', { value })),
    ...missing.map(value => tag('Value', { value, property: 'missing' })),
  ];
  const attributes = { name, optype: kind === 'date' ? 'ordinal' : optype, dataType: DATA_TYPES[kind] };
  return tag('DataField', attributes, ...values);
}

function modelXml(plan: ExportPlan): string {
  const { body, title } = plan;
  const parts = [schemaXml(plan), outputXml(plan), transformationsXml(plan)].filter(part => part !== '');
  const base = { modelName: title, algorithmName: 'Tessera' };
  switch (body.is) {
    case 'linear':
      return tag(
        'RegressionModel',
        { ...base, functionName: 'regression', normalizationMethod: 'none' },
        ...parts,
        regressionTable(body),
      );
    case 'trees':
      return tag(
        'MiningModel',
        { ...base, functionName: 'regression' },
        ...parts,
        ...treesXml(body.ensemble, body.fields),
      );
    case 'points':
      return tag(
        'Scorecard',
        { ...base, functionName: 'regression', initialScore: body.basePoints, useReasonCodes: 'false' },
        ...parts,
        tag('Characteristics', {}, ...characteristics(body.features)),
      );
    case 'centers':
      return tag(
        'ClusteringModel',
        { ...base, functionName: 'clustering', modelClass: 'centerBased', numberOfClusters: body.centers.length },
        ...parts,
        ...clusters(body),
      );
  }
}

function schemaXml({ inputs, body }: ExportPlan): string {
  const fields = inputs.map(({ name }) => tag('MiningField', { name, invalidValueTreatment: 'asMissing' }));
  if (body.is !== 'centers') fields.push(tag('MiningField', { name: TARGET, usageType: 'target' }));
  return tag('MiningSchema', {}, ...fields);
}

function transformationsXml({ derived, inputs }: ExportPlan): string {
  if (derived.length === 0) return '';
  const fields = derived.map(({ name, made }) =>
    tag('DerivedField', { name, optype: 'continuous', dataType: 'double' }, expressionXml(made, inputs)),
  );
  return tag('LocalTransformations', {}, ...fields);
}

function outputXml({ outputs, inputs, body }: ExportPlan): string {
  if (body.is === 'centers')
    return tag(
      'Output',
      {},
      tag('OutputField', { name: 'segment', optype: 'categorical', dataType: 'string', feature: 'predictedValue' }),
      tag('OutputField', {
        name: 'segmentName',
        optype: 'categorical',
        dataType: 'string',
        feature: 'predictedDisplayValue',
      }),
    );
  const numeric = { optype: 'continuous', dataType: 'double' };
  const answer = tag('OutputField', { name: ANSWER, ...numeric, feature: 'predictedValue' });
  const made = ({ name, made: how }: DerivedNumber) =>
    tag('OutputField', { name, ...numeric, feature: 'transformedValue' }, expressionXml(how, inputs));
  return tag('Output', {}, answer, ...outputs.map(made));
}

function regressionTable({ intercept, terms }: Extract<ExportBody, { is: 'linear' }>): string {
  const predictors = terms.map(({ field, weight }) => tag('NumericPredictor', { name: field, coefficient: weight }));
  return tag('RegressionTable', { intercept }, ...predictors);
}

function characteristics(features: readonly PointFeature[]): string[] {
  return features.map(({ field, name, classes, otherwise }) => {
    const attributes = classes.map(({ points, from, below, levels }) =>
      tag('Attribute', { partialScore: points }, predicate(field, from, below, levels)),
    );
    return tag('Characteristic', { name }, ...attributes, tag('Attribute', { partialScore: otherwise }, tag('True')));
  });
}

function predicate(field: string, from: number | null, below: number | null, levels: readonly string[] | null): string {
  if (levels) return tag('SimpleSetPredicate', { field, booleanOperator: 'isIn' }, textArray(levels));
  const least = from === null ? [] : [tag('SimplePredicate', { field, operator: 'greaterOrEqual', value: from })];
  const most = below === null ? [] : [tag('SimplePredicate', { field, operator: 'lessThan', value: below })];
  const both = [...least, ...most];
  if (both.length === 0) return tag('SimplePredicate', { field, operator: 'isNotMissing' });
  return both.length === 1 ? both[0] : tag('CompoundPredicate', { booleanOperator: 'and' }, ...both);
}

function clusters({ fields, centers }: Extract<ExportBody, { is: 'centers' }>): string[] {
  return [
    tag('ComparisonMeasure', { kind: 'distance', compareFunction: 'absDiff' }, tag('squaredEuclidean')),
    ...fields.map(field => tag('ClusteringField', { field })),
    ...centers.map(({ id, name, at }) =>
      tag('Cluster', { id, name }, tag('Array', { type: 'real', n: at.length }, at.join(' '))),
    ),
  ];
}

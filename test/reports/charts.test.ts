import { describe, expect, it } from 'vitest';
import { formatDate } from '#shared/format';
import type { Composition } from '#shared/results';
import { buildDocument } from '#engine/reports/buildDocument';
import { numberBySegmentScene } from '#engine/reports/charts/numberBySegment';
import { POINTS_DRAWN, pointsDrawn } from '#engine/reports/charts/pointMap';
import { hatchMarks, marksOutside, type RectMark, type Scene } from '#engine/reports/charts/scene';
import { sceneToSvg } from '#engine/reports/charts/svg';
import { treemapScene } from '#engine/reports/charts/treemap';
import { contrast, NO_GROUP, readableOn, segmentMark, TIER_MARKS, tint } from '#engine/reports/text/palette';
import { ReportFonts } from '#engine/reports/text/ReportFonts';
import { makeReportInput, type ReportInputOptions } from '../support/reportInput.ts';

const fonts = new ReportFonts();

describe('every chart', () => {
  const cases: [string, ReportInputOptions][] = [
    ['4 segments', {}],
    ['10 segments', { nSegments: 10 }],
    ['20 segments', { nSegments: 20 }],
    ['one segment', { nCustomers: 3, nSegments: 1, points: 3 }],
    ['no tiers', { withoutTiers: true }],
    ['a tree', { nSegments: 5, leaves: 60 }],
    [
      'a tree of many segments with long names',
      { nSegments: 19, leaves: 19, text: text => `${text} ${'long '.repeat(30)}` },
    ],
    ['a tree of two leaves', { nSegments: 2, leaves: 2 }],
    ['long names', { text: text => `${text} ${'very long name '.repeat(12)}`, nSegments: 10 }],
    ['other scripts', { text: text => `کراچی ${text} 漢字` }],
  ];
  it.each(cases)('keeps marks and labels inside its frame: %s', (_, options) => {
    const document = buildDocument(makeReportInput(options), fonts);
    const figures = document.sections.flatMap(section =>
      section.blocks.flatMap(block => (block.kind === 'figure' ? [block.figure] : [])),
    );
    expect(figures.length).toBeGreaterThan(10);
    for (const { id, scene } of figures) {
      expect(
        marksOutside(scene, mark => fonts.width(mark.text, mark.size, mark.weight)),
        id,
      ).toEqual([]);
      expect(sceneToSvg(scene, { id, title: 't', description: 'd' })).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('is caught when a label leaves the frame', () => {
    const scene: Scene = {
      width: 100,
      height: 20,
      marks: [
        {
          kind: 'text',
          x: 60,
          y: 10,
          text: 'much too long for this',
          size: 10,
          weight: 400,
          fill: '#000000',
          anchor: 'start',
        },
      ],
    };
    expect(marksOutside(scene, mark => fonts.width(mark.text, mark.size, mark.weight))).toHaveLength(1);
  });
});

describe('treemapScene', () => {
  const composition: Composition = {
    column: 'Account',
    levels: ['Current', 'Savings', 'Deposit', 'Loan', 'Card', 'Other'],
    counts: [
      [30, 20, 10, 0, 0, 0],
      [5, 5, 5, 5, 10, 0],
    ],
    segmentIds: [1, 2],
    missing: [0, 10],
  };
  const labels = [
    { position: 0, id: 1, name: 'First', size: 60 },
    { position: 1, id: 2, name: 'Second', size: 40 },
  ];
  const rects = treemapScene(fonts, composition, labels).marks.filter((mark): mark is RectMark => mark.kind === 'rect');

  it('gives each level of each segment a tile, and the missing ones a grey one', () => {
    // 3 + 5 levels that occur, 1 for missing, 2 headers
    expect(rects).toHaveLength(3 + 5 + 1 + 2);
    expect(rects.filter(rect => rect.fill === '#D8DFE4')).toHaveLength(1);
  });

  it('makes tiles within a segment as large as their counts', () => {
    const area = (rect: RectMark): number => (rect.width + 1) * (rect.height + 1);
    // The first block after its header: 30, 20 and 10 of 60.
    const [a, b, c] = rects.slice(1, 4).map(area);
    expect(a / c).toBeCloseTo(3, 0);
    expect(b / c).toBeCloseTo(2, 0);
  });

  it('draws what is more frequent than in the whole book stronger', () => {
    // Current: 30 of 60 in the first segment against 35 of 100 in the book, 1.43 times.
    expect(rects[1].fill).toBe(tint(segmentMark(0).color, 0.68));
    // Card: 10 of 40 in the second against 10 of 100, 2.5 times.
    expect(rects.some(rect => rect.fill === segmentMark(1).color && rect.height > 13)).toBe(true);
  });

  it('folds rare levels into one tile', () => {
    const many: Composition = {
      column: 'City',
      levels: Array.from({ length: 40 }, (_, i) => `City ${i}`),
      counts: [Array.from({ length: 40 }, (_, i) => 100 - i)],
      segmentIds: [1],
      missing: [0],
    };
    const texts = treemapScene(fonts, many, labels.slice(0, 1)).marks.flatMap(mark =>
      mark.kind === 'text' ? [mark.text] : [],
    );
    expect(texts).toContain('27 others');
  });
});

describe('numberBySegmentScene', () => {
  const { distributions, segmentation } = makeReportInput({ nNumbers: 1, nCategories: 0 });
  const labels = segmentation.segments.map((segment, position) => ({ ...segment, position }));
  const bars = (scene: Scene): RectMark[] =>
    scene.marks.filter((mark): mark is RectMark => mark.kind === 'rect' && mark.height === 12);

  it('draws means as lengths from zero, in proportion', () => {
    const [distribution] = distributions;
    const drawn = bars(numberBySegmentScene(fonts, distribution, labels));
    expect(drawn).toHaveLength(4);
    expect(new Set(drawn.map(bar => bar.x)).size).toBe(1);
    const perUnit = drawn.map((bar, i) => bar.width / distribution.summaries[i].mean);
    for (const one of perUnit) expect(one).toBeCloseTo(perUnit[0], 1);
  });

  it('draws days as places, because a day has no zero', () => {
    const days = {
      ...distributions[0],
      edges: [7000, 10_000, 13_000],
      counts: labels.map(() => [3, 4]),
      summaries: distributions[0].summaries.map((summary, i) => ({ ...summary, mean: 9000 + i * 500 })),
      meanIntervals: labels.map((_, i) => ({ low: 8990 + i * 500, high: 9010 + i * 500 })),
      book: { ...distributions[0].book, mean: 9600 },
    };
    const scene = numberBySegmentScene(fonts, days, labels, { format: formatDate, isDate: true });
    expect(bars(scene)).toEqual([]);
    expect(marksOutside(scene, mark => fonts.width(mark.text, mark.size, mark.weight))).toEqual([]);
    const texts = scene.marks.flatMap(mark => (mark.kind === 'text' ? [mark.text] : []));
    expect(texts).toContain('1994-08-23');
    expect(texts).toContain('whole book 1996-04-14');
  });
});

describe('pointsDrawn', () => {
  const map = makeReportInput({ nCustomers: 20_000, points: 20_000, nCategories: 0, nNumbers: 0 }).map;
  it('takes at most so many points, the same ones each time, over the whole length', () => {
    const drawn = pointsDrawn(map);
    expect(drawn).toHaveLength(POINTS_DRAWN);
    expect(pointsDrawn(map)).toEqual(drawn);
    expect(drawn.slice(0, 3)).toEqual([0, 5, 10]);
    expect(drawn[drawn.length - 1]).toBe(19_995);
  });
});

describe('hatchMarks', () => {
  it.each(['up', 'level'] as const)('stays inside the box: %s', hatch => {
    const box = { x: 10, y: 20, width: 31, height: 13 };
    const marks = hatchMarks(box, hatch);
    expect(marks.length).toBeGreaterThan(2);
    for (const { x1, y1, x2, y2 } of marks) {
      for (const x of [x1, x2]) expect(x >= 10 && x <= 41).toBe(true);
      for (const y of [y1, y2]) expect(y >= 20 && y <= 33).toBe(true);
    }
  });
});

describe('the palette', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 6);
    expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
  });
  it('is read on white: tiers as text, segments as marks', () => {
    for (const { color } of Object.values(TIER_MARKS)) expect(contrast(color, '#FFFFFF')).toBeGreaterThan(4.5);
    for (let i = NO_GROUP; i < 20; i += 1) expect(contrast(segmentMark(i).color, '#FFFFFF')).toBeGreaterThan(3);
  });
  it('finds readable ink for every tile', () => {
    for (let i = NO_GROUP; i < 20; i += 1) {
      for (const share of [0.12, 0.24, 0.4, 0.68, 1]) {
        const fill = tint(segmentMark(i).color, share);
        expect(contrast(fill, readableOn(fill)), `${i} ${share}`).toBeGreaterThan(4.5);
      }
    }
  });
  it('tells twenty segments apart by colour and pattern, and customers like no group from all of them', () => {
    const marks = Array.from({ length: 20 }, (_, i) => JSON.stringify(segmentMark(i)));
    expect(new Set([...marks, JSON.stringify(segmentMark(NO_GROUP))]).size).toBe(21);
  });
});

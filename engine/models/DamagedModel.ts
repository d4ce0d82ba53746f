/** What is wrong with a model file, before it is known what it is called. */
export class DamagedModel extends Error {
  readonly kind: 'damaged' | 'notAModel' | 'newer';

  constructor(kind: DamagedModel['kind'], reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.kind = kind;
  }
}

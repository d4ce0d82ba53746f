import { aliasOf, conceptOf } from '../../import/dictionary/conceptOf.ts';

/** Headers by what RFM needs them for, best first, as letters and digits in lower case. */
const CUSTOMER = [
  'customerid',
  'custid',
  'clientid',
  'customer',
  'cust',
  'client',
  'buyer',
  'buyerid',
  'shopper',
  'shopperid',
  'member',
  'memberid',
  'userid',
  'user',
  'customername',
  'clientname',
  'account',
  'accountid',
  'accountno',
  'email',
];
const DATE = [
  'invoicedate',
  'orderdate',
  'transactiondate',
  'trxdate',
  'txndate',
  'purchasedate',
  'saledate',
  'salesdate',
];
const PLAIN_DATE = ['paymentdate', 'postingdate', 'bookingdate', 'valuedate', 'date', 'datetime', 'timestamp', 'day'];
const AMOUNT = [
  'transactionamount',
  'trxamount',
  'txnamount',
  'amount',
  'revenue',
  'sales',
  'totalamount',
  'totalprice',
  'linetotal',
  'lineamount',
  'total',
  'ordervalue',
  'orderamount',
  'ordertotal',
  'netamount',
  'netvalue',
  'grossamount',
  'turnover',
  'spend',
  'paymentamount',
  'paid',
  'value',
  'sum',
];
const QUANTITY = ['quantity', 'qty', 'units', 'pieces', 'unitssold', 'quantityordered', 'itemcount'];
const PRICE = ['unitprice', 'priceeach', 'priceperunit', 'itemprice', 'price', 'rate'];
const INVOICE = ['invoiceno', 'invoice', 'invoiceid', 'invoicenumber', 'orderno', 'orderid', 'ordernumber', 'order'];
const TRANSACTION = [
  'transactionid',
  'trxid',
  'txnid',
  'transactionno',
  'receiptno',
  'receipt',
  'basketid',
  'ticketno',
];

export const RFM_NAMES = {
  customer: CUSTOMER,
  date: [...DATE, ...PLAIN_DATE],
  amount: AMOUNT,
  quantity: QUANTITY,
  price: PRICE,
  invoice: [...INVOICE, ...TRANSACTION],
} as const;

/** Names under which only lists of transactions keep a date or an invoice. */
const TRANSACTIONAL = new Set([...DATE, ...INVOICE, ...TRANSACTION]);

/** Place in a list of names, 0 is best; -1 where the header is none of them. A unit in brackets does not count. */
export function nameRank(header: string, names: readonly string[]): number {
  const whole = names.indexOf(aliasOf(header));
  return whole >= 0 ? whole : names.indexOf(aliasOf(header.replace(/\([^()]*\)/g, ' ')));
}

export function isTransactional(header: string): boolean {
  return nameRank(header, [...TRANSACTIONAL]) >= 0;
}

/** Dates of birth, expiry and the like are never the day of a transaction. */
export function isOtherDate(header: string): boolean {
  const concept = conceptOf(header);
  return (
    (concept !== null && concept.kind === 'date' && concept.id !== 'transactionDate') ||
    /birth|expir|since/i.test(header)
  );
}

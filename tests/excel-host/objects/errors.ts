/** The errors that Excel gives, each with the place that it names. */
import { RichApiError } from '../wire';

export const itemNotFound = (where: string): RichApiError => new RichApiError('ItemNotFound', where);
export const invalidArgument = (where: string): RichApiError => new RichApiError('InvalidArgument', where);
export const accessDenied = (where: string): RichApiError => new RichApiError('AccessDenied', where);
export const invalidOperation = (where: string): RichApiError => new RichApiError('InvalidOperation', where);

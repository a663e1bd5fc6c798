/** A list that takes other words too only suggests (showErrorMessage); Univer would mark the other words as wrong. */
import type { Injector } from '@univerjs/core';
import { DataValidatorRegistryService } from '@univerjs/data-validation';

export function takeOtherWords(injector: Injector): void {
  const validator = injector.get(DataValidatorRegistryService).getValidatorItem('list');
  if (!validator) return;
  const isListed = validator.isValidType.bind(validator);
  validator.isValidType = async (cell, formula, rule) =>
    rule.showErrorMessage === false || (await isListed(cell, formula, rule));
}

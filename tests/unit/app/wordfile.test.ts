import { wordName } from '../../../src/app/wordfile';
import { form } from '../../../src/core';

test.each([
  ['山东省', 2014, '山东省2014年度工业清洁生产工作情况报送表.docx'],
  [null, null, '工业清洁生产工作情况报送表.docx'],
  ['某 市/区', 2013, '某市区2013年度工业清洁生产工作情况报送表.docx'],
])('the Word file of %p %p is %s', (region, year, name) => {
  expect(wordName({ region, year }, form)).toBe(name);
});

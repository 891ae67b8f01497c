export { MinusSquareOutlined as default } from "../drawings.ts";

export { PlusSquareOutlined as default } from "../drawings.ts";

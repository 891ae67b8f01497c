export { RightOutlined as default } from "../drawings.ts";

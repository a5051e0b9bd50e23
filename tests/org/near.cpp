#include "org/near.hpp"

#include "../catch.hpp"

using bihuan::org::near_words;
using Texts = std::vector<std::string>;

TEST_CASE("相近的词：错字、缺字、简称", "[org]") {
  const Texts known = {"leading", "responsible", "设备安全科", "质量监督管理科", "东所"};
  CHECK(near_words("leadng", known) == Texts{"leading"});
  CHECK(near_words("responsable", known) == Texts{"responsible"});
  CHECK(near_words("设备安权科", known) == Texts{"设备安全科"});
  CHECK(near_words("质量监管科", known) == Texts{"质量监督管理科"});
  CHECK(near_words("西所", known) == Texts{"东所"});
  CHECK(near_words("colour", known).empty());
  CHECK(near_words("", known).empty());
  CHECK(near_words("\xff\xfe", known).empty());
  CHECK(near_words(std::string(5000, 'x'), known).empty());
}

TEST_CASE("相近的词最多三个，最近的在前", "[org]") {
  CHECK(near_words("head", {"heed", "heads", "hoad", "heap", "head2"}).size() == 3);
  CHECK(near_words("leader", {"loaders", "leaders"}) == Texts{"leaders", "loaders"});
}

//! What several screens say of an announcement, and the marks between what they say.

use super::super::phrase::phrases;

phrases! { pub(crate),
    written_and_published(written, published) "{written} (published {published})" "{written}（{published} 发布）";
    only_published(published) "published {published}" "{published} 发布";
    repealed_by(act) "repealed by {act}" "已被{act}废止";
    amended_by(act) "amended by {act}" "已被{act}修改";
    newer_version() "newer version" "有新版本";
    newer_version_of(date) "newer version: {date}" "有新版本：{date}";
    in_cluster(name, version, nodes) "in the cluster {name} (OpenSearch {version}, {nodes} data node{nodes:#})" "位于集群 {name}（OpenSearch {version}，{nodes} 个数据节点）";
    in_shards(place, generation, commit, shards, replicas) "{place}: {generation}, commit {commit}, {shards} shard{shards:#} with {replicas} replica{replicas:#}" "{place}：{generation}，第 {commit} 次提交，{shards} 个分片，各 {replicas} 个副本";
    bytes(count) "{count} byte{count:#}" "{count} 字节";
}

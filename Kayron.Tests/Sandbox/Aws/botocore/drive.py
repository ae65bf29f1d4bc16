"""Drives the emulated AWS with boto3, as somebody's own scripts would, and prints what it saw as one JSON object.

Usage: drive.py ENDPOINT. Every answer goes through botocore's parsers and every wait through botocore's waiters: what they
do not accept, the emulator says wrongly.
"""
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
session = boto3.Session("sandbox", "sandbox", region_name="us-west-2")
fast = {"Delay": 0.05, "MaxAttempts": 200}
seen = {}


def client(service, credentials=session, **config):
    return credentials.client(service, endpoint_url=endpoint, config=Config(retries={"total_max_attempts": 1}, **config))


def code_of(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


cloudformation, ecs, ecr, tagging, sts = (client(name) for name in ("cloudformation", "ecs", "ecr", "resourcegroupstaggingapi", "sts"))
s3 = client("s3", s3={"addressing_style": "path"}, signature_version="s3v4")

seen["account"] = sts.get_caller_identity()["Account"]
assumed = sts.assume_role(RoleArn="arn:aws:iam::999988887777:role/deploy", RoleSessionName="kayron", ExternalId="secret")["Credentials"]
other = boto3.Session(assumed["AccessKeyId"], assumed["SecretAccessKey"], assumed["SessionToken"], region_name="us-west-2")
seen["assumed"] = client("sts", other).get_caller_identity()["Arn"]
seen["foreign_stacks"] = len(client("cloudformation", other).describe_stacks()["Stacks"])
seen["external_id"] = code_of(lambda: sts.assume_role(RoleArn="arn:aws:iam::999988887777:role/deploy", RoleSessionName="kayron"))

wrong = boto3.Session("sandbox", "wrong", region_name="us-west-2")
unknown = boto3.Session("nobody", "wrong", region_name="us-west-2")
seen["wrong_secret"] = [code_of(client("cloudformation", wrong).describe_stacks), code_of(client("ecs", wrong).list_clusters), code_of(client("s3", wrong).list_buckets)]
seen["unknown_key"] = [code_of(client("cloudformation", unknown).describe_stacks), code_of(client("ecs", unknown).list_clusters), code_of(client("s3", unknown).list_buckets)]

s3.create_bucket(Bucket="artifacts", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
s3.put_object(Bucket="artifacts", Key="a/ü b.txt", Body=b"hello", ChecksumAlgorithm="CRC32", Metadata={"owner": "me"})
for algorithm in ("SHA1", "SHA256"):
    s3.put_object(Bucket="artifacts", Key=f"sums/{algorithm}", Body=b"123456789", ChecksumAlgorithm=algorithm)
found = s3.get_object(Bucket="artifacts", Key="a/ü b.txt", ChecksumMode="ENABLED")
seen["object"] = [found["Body"].read().decode(), found["Metadata"], found["ETag"], "ChecksumCRC32" in found]
seen["only_once"] = code_of(lambda: s3.put_object(Bucket="artifacts", Key="a/ü b.txt", Body=b"again", IfNoneMatch="*"))
seen["no_key"] = code_of(lambda: s3.get_object(Bucket="artifacts", Key="none"))
seen["no_bucket"] = code_of(lambda: s3.list_objects_v2(Bucket="none"))
seen["head_missing"] = code_of(lambda: s3.head_object(Bucket="artifacts", Key="none"))
for index in range(5):
    s3.put_object(Bucket="artifacts", Key=f"many/{index}", Body=b"x")
pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket="artifacts", Prefix="many/", PaginationConfig={"PageSize": 2}))
seen["pages"] = [len(page["Contents"]) for page in pages]
seen["folders"] = [prefix["Prefix"] for prefix in s3.list_objects_v2(Bucket="artifacts", Delimiter="/")["CommonPrefixes"]]
s3.delete_objects(Bucket="artifacts", Delete={"Objects": [{"Key": f"many/{index}"} for index in range(5)]})
seen["left"] = [item["Key"] for item in s3.list_objects_v2(Bucket="artifacts")["Contents"] if item["Key"].startswith("many/")]
import urllib.request
seen["presigned"] = urllib.request.urlopen(s3.generate_presigned_url("get_object", Params={"Bucket": "artifacts", "Key": "a/ü b.txt"})).read().decode()

stack = cloudformation.describe_stacks(StackName="acme")["Stacks"][0]
seen["parameters"] = {parameter["ParameterKey"]: parameter["ParameterValue"] for parameter in stack["Parameters"]}
seen["outputs"] = stack["Outputs"]
seen["tags"] = stack["Tags"]
summary = cloudformation.get_template_summary(StackName="acme")
seen["summary"] = [sorted(parameter["ParameterKey"] for parameter in summary["Parameters"]), summary["ResourceTypes"]]
seen["validated"] = len(cloudformation.validate_template(TemplateURL=f"{endpoint}/templates/service.yaml")["Parameters"])

previous = [{"ParameterKey": key, "UsePreviousValue": True} for key in ("Environment", "DatabasePassword", "InfrastructureVersion")]
change = {"ParameterKey": "ApiVersion", "ParameterValue": "v2.0.0"}
common = {"StackName": "acme", "UsePreviousTemplate": True, "Capabilities": ["CAPABILITY_IAM"], "IncludeNestedStacks": True}
cloudformation.create_change_set(ChangeSetName="nothing", Parameters=previous + [{"ParameterKey": "ApiVersion", "UsePreviousValue": True}], **common)
try:
    cloudformation.get_waiter("change_set_create_complete").wait(StackName="acme", ChangeSetName="nothing", WaiterConfig=fast)
except Exception:
    pass
nothing = cloudformation.describe_change_set(StackName="acme", ChangeSetName="nothing")
seen["nothing"] = [nothing["Status"], nothing["StatusReason"]]
created = cloudformation.create_change_set(ChangeSetName="next", ClientToken="one", Parameters=previous + [change], **common)
again = cloudformation.create_change_set(ChangeSetName="next", ClientToken="one", Parameters=previous + [change], **common)
seen["idempotent"] = created["Id"] == again["Id"]
cloudformation.get_waiter("change_set_create_complete").wait(StackName="acme", ChangeSetName="next", WaiterConfig=fast)
seen["root_changes"] = cloudformation.describe_change_set(ChangeSetName=created["Id"], IncludePropertyValues=True)["Changes"]
nested = seen["root_changes"][0]["ResourceChange"]["ChangeSetId"]
seen["nested_changes"] = cloudformation.describe_change_set(ChangeSetName=nested, IncludePropertyValues=True)["Changes"]
cloudformation.execute_change_set(ChangeSetName="next", StackName="acme", ClientRequestToken="kayron-1")
cloudformation.get_waiter("stack_update_complete").wait(StackName="acme", WaiterConfig=fast)
seen["change_sets_left"] = [item["ChangeSetName"] for item in cloudformation.list_change_sets(StackName="acme")["Summaries"]]
events = [event for page in cloudformation.get_paginator("describe_stack_events").paginate(StackName="acme") for event in page["StackEvents"]]
seen["events"] = [[event["LogicalResourceId"], event["ResourceStatus"]] for event in events if event.get("ClientRequestToken") == "kayron-1"]
seen["resources"] = sorted(item["LogicalResourceId"] for item in cloudformation.list_stack_resources(StackName="acme")["StackResourceSummaries"])
seen["missing_stack"] = code_of(lambda: cloudformation.describe_stacks(StackName="none"))
seen["missing_change_set"] = code_of(lambda: cloudformation.describe_change_set(StackName="acme", ChangeSetName="none"))
seen["no_updates"] = code_of(lambda: cloudformation.update_stack(StackName="acme", UsePreviousTemplate=True, Parameters=previous + [{"ParameterKey": "ApiVersion", "UsePreviousValue": True}]))

ecs.get_waiter("services_stable").wait(cluster="acme-testing", services=["api-testing"], WaiterConfig={"Delay": 0, "MaxAttempts": 3})
answer = ecs.describe_services(cluster="acme-testing", services=["api-testing", "none"], include=["TAGS"])
service = answer["services"][0]
seen["service"] = [service["status"], service["runningCount"], [d["rolloutState"] for d in service["deployments"]], {tag["key"]: tag["value"] for tag in service["tags"] if not tag["key"].startswith("aws:")}]
seen["failures"] = answer["failures"]
definition = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
seen["images"] = [container["image"] for container in definition["containerDefinitions"]]
tasks = ecs.describe_tasks(cluster="acme-testing", tasks=ecs.list_tasks(cluster="acme-testing", serviceName="api-testing")["taskArns"])["tasks"]
seen["digests"] = sorted({container["imageDigest"] for task in tasks for container in task["containers"] if container["name"] == "api"})
seen["too_many"] = code_of(lambda: ecs.describe_services(cluster="acme-testing", services=[str(index) for index in range(11)]))
seen["no_cluster"] = code_of(lambda: ecs.describe_services(cluster="none", services=["x"]))

images = ecr.describe_images(repositoryName="api", imageIds=[{"imageTag": "v2.0.0"}])["imageDetails"]
seen["image"] = [images[0]["imageDigest"], images[0]["imageTags"]]
seen["image_missing"] = code_of(lambda: ecr.describe_images(repositoryName="api", imageIds=[{"imageTag": "none"}]))
seen["repository_missing"] = code_of(lambda: ecr.describe_images(repositoryName="none"))
index = json.loads(ecr.batch_get_image(repositoryName="api", imageIds=[{"imageTag": "v2.0.0"}])["images"][0]["imageManifest"])
children = [manifest["digest"] for manifest in index["manifests"]]
refused = ecr.batch_delete_image(repositoryName="api", imageIds=[{"imageDigest": children[0]}])
seen["child"] = refused["failures"][0]["failureCode"]
moved = ecr.batch_delete_image(repositoryName="api", imageIds=[{"imageDigest": children[0], "imageTag": "v2.0.0"}])
seen["moved_tag"] = moved["failures"][0]["failureCode"]
seen["too_many_images"] = code_of(lambda: ecr.batch_get_image(repositoryName="api", imageIds=[{"imageTag": str(index)} for index in range(101)]))
tags = [item.get("imageTag") for page in ecr.get_paginator("list_images").paginate(repositoryName="api", PaginationConfig={"PageSize": 1}) for item in page["imageIds"]]
seen["listed"] = ["v2.0.0" in tags, tags.count(None) >= len(children)]
ecr.batch_delete_image(repositoryName="api", imageIds=[{"imageDigest": images[0]["imageDigest"], "imageTag": "v2.0.0"}])
orphans = ecr.batch_delete_image(repositoryName="api", imageIds=[{"imageDigest": child} for child in children])
seen["orphans"] = [len(orphans["imageIds"]), len(orphans["failures"])]
gone = ecr.batch_delete_image(repositoryName="api", imageIds=[{"imageTag": "v1.0.0"}])
seen["deleted"] = len(gone["imageIds"]) + len(gone["failures"])

found = tagging.get_resources(TagFilters=[{"Key": "environment", "Values": ["testing"]}], ResourceTypeFilters=["ecs:service"])
seen["tagged"] = [item["ResourceARN"] for item in found["ResourceTagMappingList"]]
found = tagging.get_resources(TagFilters=[{"Key": "environment", "Values": ["testing"]}], ResourceTypeFilters=["cloudformation:stack"])
seen["tagged_stacks"] = len(found["ResourceTagMappingList"])

cloudformation.create_stack(StackName="small", TemplateBody=json.dumps({"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}))
cloudformation.get_waiter("stack_create_complete").wait(StackName="small", WaiterConfig=fast)
cloudformation.delete_stack(StackName="small")
cloudformation.get_waiter("stack_delete_complete").wait(StackName="small", WaiterConfig=fast)
seen["unknown_operation"] = code_of(lambda: cloudformation.describe_type(TypeName="AWS::S3::Bucket", Type="RESOURCE"))
print(json.dumps(seen, default=str))

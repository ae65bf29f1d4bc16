using static Kayron.Sandbox.Aws.CloudFormation.Resources.ContainerTypes;

namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>Queues, topics, events, functions and alarms.</summary>
public static class MessagingTypes
{
    public static IEnumerable<ResourceType> All { get; } =
    [
        new("AWS::SQS::Queue") { NameProperty = "QueueName", PhysicalId = "https://sqs.{region}.amazonaws.com/{account}/{name}", Replacing = Set("QueueName", "FifoQueue"), Attributes = Map(("Arn", "arn:aws:sqs:{region}:{account}:{name}"), ("QueueName", "{name}"), ("QueueUrl", "{id}")) },
        new("AWS::SNS::Topic") { NameProperty = "TopicName", PhysicalId = "arn:aws:sns:{region}:{account}:{name}", Replacing = Set("TopicName", "FifoTopic"), Attributes = Map(("TopicArn", "{id}"), ("TopicName", "{name}")) },
        new("AWS::SNS::Subscription") { PhysicalId = "arn:aws:sns:{region}:{account}:{name}:{hex32}", Replacing = Set("Endpoint", "Protocol", "TopicArn"), Taggable = false },
        new("AWS::Events::Rule") { NameProperty = "Name", Replacing = Set("Name", "EventBusName"), Attributes = Map(("Arn", "arn:aws:events:{region}:{account}:rule/{id}")) },
        new("AWS::Lambda::Function") { NameProperty = "FunctionName", Replacing = Set("FunctionName", "PackageType"), Attributes = Map(("Arn", "arn:aws:lambda:{region}:{account}:function:{id}")), Seconds = 5 },
        new("AWS::Lambda::Permission") { AnyChangeReplaces = true, Taggable = false },
        new("AWS::CloudWatch::Alarm") { NameProperty = "AlarmName", Replacing = Set("AlarmName"), Attributes = Map(("Arn", "arn:aws:cloudwatch:{region}:{account}:alarm:{id}")) },
        new("AWS::CloudWatch::Dashboard") { NameProperty = "DashboardName", Replacing = Set("DashboardName"), Taggable = false },
        new("AWS::CloudFormation::WaitConditionHandle") { PhysicalId = "https://cloudformation-waitcondition-{region}.s3.amazonaws.com/{hex32}", Taggable = false },
    ];
}
